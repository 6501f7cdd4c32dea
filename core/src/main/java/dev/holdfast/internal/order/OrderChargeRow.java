package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code order_charges}; amounts are in minor units of the order's currency. */
public record OrderChargeRow(
        String code, @Nullable String name, long amount, long discount, long total, List<RuleOutcome> explanation) {

    static OrderChargeRow of(NewOrder.OrderedCharge charge) {
        return new OrderChargeRow(
                charge.code(),
                charge.name(),
                charge.quoted().charge().amount().minor(),
                charge.quoted().discount().minor(),
                charge.quoted().total().minor(),
                OrderRow.applied(charge.quoted().explanation()));
    }

    private static OrderChargeRow of(JsonRow row) {
        return new OrderChargeRow(
                row.text("code"),
                row.optionalText("name"),
                row.number("amount"),
                row.number("discount"),
                row.number("total"),
                row.outcomes("explanation"));
    }

    /** Reads the charges of an order, which are one column. */
    public static final class Mapper implements ColumnMapper<List<OrderChargeRow>> {
        @Override
        public List<OrderChargeRow> map(ResultSet row, int column, StatementContext context) throws SQLException {
            return JsonRow.list(row.getString(column)).stream()
                    .map(OrderChargeRow::of)
                    .toList();
        }
    }
}
