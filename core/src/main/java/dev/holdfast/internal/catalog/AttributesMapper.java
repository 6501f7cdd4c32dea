package dev.holdfast.internal.catalog;

import dev.holdfast.internal.json.AttributesJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a column of attributes. */
public final class AttributesMapper implements ColumnMapper<Map<String, Object>> {
    @Override
    public Map<String, Object> map(ResultSet row, int column, StatementContext context) throws SQLException {
        return AttributesJson.read(row.getString(column));
    }
}
