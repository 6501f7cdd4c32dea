package dev.holdfast.internal.order;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order carries for its shop besides the price. Most orders have none of it.
 *
 * @param email the buyer's e-mail address; null for none
 * @param reference what it is called in another system; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 * @param payBy the time by which it has to be paid; null for none
 */
public record OrderNotes(
        @Nullable String email,
        @Nullable String reference,
        Map<String, Object> metadata,
        @Nullable Instant payBy) {
    /** None of it. */
    public static final OrderNotes NONE = new OrderNotes(null, null, Map.of(), null);

    /** The same with another time by which the order has to be paid; null for none. */
    public OrderNotes payingBy(@Nullable Instant time) {
        return new OrderNotes(email, reference, metadata, time);
    }
}
