package dev.holdfast.internal.order;

import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.json.JsonRow;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_payments}: what a payment provider reported.
 *
 * @param id counts the reports of the order, from 1
 * @param kind {@link #AUTHORIZED}, {@link #CAPTURED}, {@link #FAILED} or {@link #REFUNDED}
 * @param amount in minor units of the order's currency
 * @param duplicate whether it has no effect, because another amount was reported before under its kind and reference
 * @param actor who noted the report; null if nobody was named
 */
public record OrderPaymentRow(
        int id,
        String kind,
        long amount,
        String reference,
        boolean duplicate,
        @Nullable String actor,
        Instant createdAt) {
    /** The buyer's provider has set the amount aside. */
    public static final String AUTHORIZED = "authorized";

    /** The amount was taken. */
    public static final String CAPTURED = "captured";

    /** Nothing was, or will be, taken under the reference. */
    public static final String FAILED = "failed";

    /** The amount was given back. */
    public static final String REFUNDED = "refunded";

    /** SQL for the payments of the order {@code o} as one JSON column. */
    static final String COLUMN = """
            (select json_agg(json_build_object(
                      'id', p.id, 'kind', p.kind, 'amount', p.amount, 'reference', p.reference,
                      'duplicate', p.duplicate, 'actor', p.actor, 'created_at', p.created_at) order by p.id)
             from #order_payments p where p.order_id = o.id) as payments""";

    /** The payment as events tell it, with the amount as a text in units of a currency. */
    public Map<String, @Nullable Object> told(Currency currency) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("id", id);
        told.put("kind", kind);
        told.put("amount", EventRow.amount(amount, currency));
        told.put("reference", reference);
        told.put("duplicate", duplicate);
        return told;
    }

    /** Whether it says that money was set aside or taken. */
    public boolean isOfMoney() {
        return kind.equals(AUTHORIZED) || kind.equals(CAPTURED);
    }

    /** Reads a payment of {@link #COLUMN}. */
    public static OrderPaymentRow of(JsonRow row) {
        return new OrderPaymentRow(
                (int) row.number("id"),
                row.text("kind"),
                row.number("amount"),
                row.text("reference"),
                row.bool("duplicate"),
                row.optionalText("actor"),
                row.instant("created_at"));
    }
}
