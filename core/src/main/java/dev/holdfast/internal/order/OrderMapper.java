package dev.holdfast.internal.order;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads an order as it is now, with all that hangs on it, from one row. */
public final class OrderMapper implements RowMapper<OrderRow> {
    // From "wanted", which has rows of "orders".
    private static final String COLUMNS = """
            o.id, o.number, o.cart_id, o.user_id, o.user_tier, o.promo_codes, o.currency, o.subtotal,
                   o.charge_total, o.discount_total, o.total, o.explanation, o.book_token, o.priced_at, o.policy,
                   o.orders_placed,
                   o.refund_policy, o.email, o.reference, o.metadata, o.pay_by, o.placed_at,
                   coalesce(o.attributes, (select c.attributes from #carts c where c.id = o.cart_id)) as attributes,
            """
            + OrderItemRow.COLUMN + ",\n"
            + OrderChargeRow.COLUMN + ",\n"
            + OrderCorrectionRow.COLUMN + ",\n"
            + OrderPaymentRow.COLUMN + "\nfrom wanted o ";

    /** The order of rows is to be added; {@code now} is null for the database's time. */
    static final String READ_NOW = """
            select coalesce(cast(:now as timestamptz), clock_timestamp()) as read_at,
            """ + COLUMNS;

    /** The same as it was written, for those who know the time. */
    static final String READ = "select " + COLUMNS;

    @Override
    public OrderRow map(ResultSet row, StatementContext context) throws SQLException {
        return read(row).asOf(Rows.instant(row, "read_at"));
    }

    private static @Nullable Integer ordersPlaced(ResultSet row) throws SQLException {
        Long placed = Rows.optionalLong(row, "orders_placed");
        return placed == null ? null : (Integer) placed.intValue();
    }

    private static OrderNotes notes(ResultSet row) throws SQLException {
        String email = row.getString("email");
        String reference = row.getString("reference");
        String metadata = row.getString("metadata");
        Instant payBy = Rows.optionalInstant(row, "pay_by");
        return email == null && reference == null && metadata == null && payBy == null
                ? OrderNotes.NONE
                : new OrderNotes(email, reference, MetadataJson.read(metadata), payBy);
    }

    static OrderRow read(ResultSet row) throws SQLException {
        return new OrderRow(
                row.getLong("id"),
                row.getString("number"),
                row.getLong("cart_id"),
                new CartHead.Buyer(row.getString("user_id"), row.getString("user_tier"), List.of((String[])
                        row.getArray("promo_codes").getArray())),
                ExtrasJson.readAttributes(row.getString("attributes")),
                Currency.getInstance(row.getString("currency")),
                JsonRow.list(row.getString("items")).stream()
                        .map(OrderItemRow::of)
                        .toList(),
                JsonRow.list(row.getString("charges")).stream()
                        .map(OrderChargeRow::of)
                        .toList(),
                row.getLong("subtotal"),
                row.getLong("charge_total"),
                row.getLong("discount_total"),
                row.getLong("total"),
                OutcomesJson.read(row.getString("explanation")),
                new CartHead.PricedBy(
                        row.getLong("book_token"), Rows.instant(row, "priced_at"), row.getString("policy")),
                ordersPlaced(row),
                row.getString("refund_policy"),
                notes(row),
                Rows.instant(row, "placed_at"),
                JsonRow.list(row.getString("corrections")).stream()
                        .map(OrderCorrectionRow::of)
                        .toList(),
                JsonRow.list(row.getString("payments")).stream()
                        .map(OrderPaymentRow::of)
                        .toList());
    }
}
