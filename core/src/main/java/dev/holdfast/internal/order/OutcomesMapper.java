package dev.holdfast.internal.order;

import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads a column that is an explanation. */
public final class OutcomesMapper implements ColumnMapper<List<RuleOutcome>> {
    @Override
    public List<RuleOutcome> map(ResultSet row, int column, StatementContext context) throws SQLException {
        return OutcomesJson.read(row.getString(column));
    }
}
