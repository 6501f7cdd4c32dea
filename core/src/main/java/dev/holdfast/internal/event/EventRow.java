package dev.holdfast.internal.event;

import dev.holdfast.Money;
import dev.holdfast.internal.json.JsonTree;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code events} to write.
 *
 * @param type one of the words of {@link EventWords}
 * @param name of a checkout session or a promo code; null for what has a number
 * @param data JSON; null for nothing beyond the columns
 */
public record EventRow(
        String type,
        @Nullable Long cartId,
        @Nullable Long orderId,
        @Nullable String name,
        @Nullable String data,
        @Nullable String actor) {
    /** An amount in minor units of a currency, as the data of events have it: a text in its units. */
    public static String amount(long minor, Currency currency) {
        return new Money(minor, currency).toDecimal().toPlainString();
    }

    /** What happened to a cart. */
    public static EventRow ofCart(String type, long cartId, @Nullable String actor) {
        return new EventRow(type, cartId, null, null, null, actor);
    }

    /** What happened to an order. */
    public static EventRow ofOrder(
            String type, long orderId, Map<String, ? extends @Nullable Object> data, @Nullable String actor) {
        return new EventRow(type, null, orderId, null, JsonTree.write(data), actor);
    }

    /**
     * What happened to a checkout session.
     *
     * @param orderId the order that it became; null for none
     */
    public static EventRow ofSession(
            String type,
            String sessionId,
            long cartId,
            @Nullable Long orderId,
            Map<String, ? extends @Nullable Object> data,
            @Nullable String actor) {
        return new EventRow(type, cartId, orderId, sessionId, data.isEmpty() ? null : JsonTree.write(data), actor);
    }

    /** What happened to a promo code. */
    public static EventRow ofPromoCode(String type, String code) {
        return new EventRow(type, null, null, code, null, null);
    }
}
