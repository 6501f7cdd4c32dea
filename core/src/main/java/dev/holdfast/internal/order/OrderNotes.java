package dev.holdfast.internal.order;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes that an order carries for its shop, and that its price does not depend on. Most orders have none.
 *
 * @param email the buyer's e-mail address; null for none
 * @param reference what it is called in another system; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 */
public record OrderNotes(@Nullable String email, @Nullable String reference, Map<String, Object> metadata) {
    /** None of it. */
    public static final OrderNotes NONE = new OrderNotes(null, null, Map.of());
}
