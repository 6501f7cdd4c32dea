package dev.holdfast.internal.cart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notes that a cart carries for its shop, and that its price does not depend on.
 *
 * @param email the buyer's e-mail address; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 */
public record CartNotes(@Nullable String email, Map<String, Object> metadata) {
    /** None of it. */
    public static final CartNotes NONE = new CartNotes(null, Map.of());
}
