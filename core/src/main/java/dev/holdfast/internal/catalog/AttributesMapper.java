package dev.holdfast.internal.catalog;

import dev.holdfast.internal.json.MetadataJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a column that has a JSON object; null is read as an empty one. */
public final class AttributesMapper implements ColumnMapper<Map<String, Object>> {
    @Override
    public Map<String, Object> map(ResultSet row, int column, StatementContext context) throws SQLException {
        return MetadataJson.read(row.getString(column));
    }
}
