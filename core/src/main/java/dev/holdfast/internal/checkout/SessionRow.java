package dev.holdfast.internal.checkout;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.order.OrderPaymentRow;
import dev.holdfast.internal.order.PaymentState;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code checkout_sessions} with the payments that were reported for it.
 *
 * @param position among all sessions, from 1; 0 until it is stored
 * @param status as it was last written; see {@link #status(Instant)}
 * @param total in minor units of the currency
 * @param orderId the order that it became; null for none
 * @param shortages the variants of which it had too few units when it was last completed; empty after it was cancelled,
 *     or its cart was bought or deleted
 * @param payments oldest first
 */
public record SessionRow(
        String id,
        long position,
        long cartId,
        String status,
        Currency currency,
        long total,
        SessionTerms terms,
        @Nullable Long orderId,
        List<ShortageRow> shortages,
        Instant createdAt,
        Instant expiresAt,
        Instant updatedAt,
        List<SessionPayment> payments) {
    /** It can be completed or cancelled. */
    public static final String OPEN = "open";

    /** It became an order. */
    public static final String COMPLETED = "completed";

    /** It can no longer be completed. */
    public static final String CANCELLED = "cancelled";

    /** Its time is over. */
    public static final String EXPIRED = "expired";

    /** It was paid for after its time was over, and units were gone by then. */
    public static final String SHORTFALL = "shortfall";

    /** What was paid for units that were gone has been given back. */
    public static final String REFUNDED = "refunded";

    /** Reads a session {@code s} with its payments. */
    // Nothing is written when the cart is bought or deleted: that asks for no session.
    static final String COLUMNS = """
            s.id, s.position, s.cart_id, s.status, s.currency, s.total, s.terms, s.order_id, s.created_at, s.expires_at,
            s.updated_at,
            case when s.status = 'refunded' or s.shortages is null
                      or exists (select from #carts c where c.id = s.cart_id and c.status = 'open')
                 then s.shortages end as shortages,
            (select json_agg(json_build_object(
                      'id', p.id, 'kind', p.kind, 'amount', p.amount, 'reference', p.reference,
                      'duplicate', p.duplicate, 'late', p.late, 'actor', p.actor, 'created_at', p.created_at) order by p.id)
             from #checkout_session_payments p where p.session_id = s.id) as payments
            from #checkout_sessions s""";

    /** Reads a row with {@link #COLUMNS}. */
    static SessionRow read(ResultSet row) throws SQLException {
        long cartId = row.getLong("cart_id");
        Instant created = Rows.instant(row, "created_at");
        Instant expires = Rows.instant(row, "expires_at");
        return new SessionRow(
                row.getString("id"),
                row.getLong("position"),
                cartId,
                row.getString("status"),
                Currency.getInstance(row.getString("currency")),
                row.getLong("total"),
                SessionTerms.read(cartId, row.getString("terms"), created, expires),
                Rows.optionalLong(row, "order_id"),
                ShortageRow.read(row.getString("shortages")),
                created,
                expires,
                Rows.instant(row, "updated_at"),
                JsonRow.list(row.getString("payments")).stream()
                        .map(SessionPayment::of)
                        .toList());
    }

    /** How far it has come at a time: an open session has expired when its time is over, whoever has noticed. */
    public String status(Instant at) {
        return status.equals(OPEN) && !expiresAt.isAfter(at) ? EXPIRED : status;
    }

    /** What was reported for it, oldest first. */
    public List<OrderPaymentRow> reports() {
        return payments.stream().map(SessionPayment::row).toList();
    }

    /** Its payments, summed up: as those of its order, or as long as there is none, of a thing that costs nothing yet. */
    public PaymentState paymentState() {
        return PaymentState.of(reports(), total, orderId == null ? 0 : total);
    }

    /** The same with the number that its order was given when it was written. */
    public SessionRow numbered(long order) {
        return moved(status, order, shortages, updatedAt);
    }

    /** In another state. */
    SessionRow moved(String other, @Nullable Long order, List<ShortageRow> lacking, Instant at) {
        return new SessionRow(
                id, position, cartId, other, currency, total, terms, order, lacking, createdAt, expiresAt, at,
                payments);
    }

    /** With one more payment. */
    SessionRow with(SessionPayment payment) {
        return new SessionRow(
                id,
                position,
                cartId,
                status,
                currency,
                total,
                terms,
                orderId,
                shortages,
                createdAt,
                expiresAt,
                updatedAt,
                Stream.concat(payments.stream(), Stream.of(payment)).toList());
    }
}
