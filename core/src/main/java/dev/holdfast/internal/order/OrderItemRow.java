package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** A row of {@code order_items}; amounts are in minor units of the order's currency. */
public record OrderItemRow(
        int id,
        long variantId,
        String sku,
        String name,
        int quantity,
        long unitPrice,
        long subtotal,
        long discount,
        long total,
        @Nullable String giftRule,
        List<RuleOutcome> explanation) {

    static OrderItemRow of(NewOrder.Item item) {
        return new OrderItemRow(
                item.row().id(),
                item.row().key().variantId(),
                item.row().sku(),
                item.row().name(),
                item.row().quantity(),
                item.row().unitPrice(),
                item.quoted().subtotal().minor(),
                item.quoted().discount().minor(),
                item.quoted().total().minor(),
                item.row().giftRule(),
                OrderRow.applied(item.quoted().explanation()));
    }

    private static OrderItemRow of(JsonRow row) {
        return new OrderItemRow(
                (int) row.number("id"),
                row.number("variant_id"),
                row.text("sku"),
                row.text("name"),
                (int) row.number("quantity"),
                row.number("unit_price"),
                row.number("subtotal"),
                row.number("discount"),
                row.number("total"),
                row.optionalText("gift_rule"),
                row.outcomes("explanation"));
    }

    /** Reads the items of an order, which are one column. */
    public static final class Mapper implements ColumnMapper<List<OrderItemRow>> {
        @Override
        public List<OrderItemRow> map(ResultSet row, int column, StatementContext context) throws SQLException {
            return JsonRow.list(row.getString(column)).stream()
                    .map(OrderItemRow::of)
                    .toList();
        }
    }
}
