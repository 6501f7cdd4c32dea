package dev.holdfast.cart;

import dev.holdfast.Patch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a cart; what is {@linkplain Patch#keep() kept} stays as it is. The cart is priced again.
 *
 * @param userId may be emptied
 * @param userTier may be emptied
 * @param promoCodes replaces all of them; null is the same as none
 * @param attributes sets those that are named, removes those that are null, and leaves the others; emptied, it removes
 *     all of them
 */
public record CartChange(
        Patch<String> userId,
        Patch<String> userTier,
        Patch<List<String>> promoCodes,
        Patch<Map<String, @Nullable String>> attributes) {
    /** A change that leaves the attributes alone. */
    public CartChange(Patch<String> userId, Patch<String> userTier, Patch<List<String>> promoCodes) {
        this(userId, userTier, promoCodes, Patch.keep());
    }

    /** Changes nothing, but prices the cart again. */
    public static CartChange none() {
        return new CartChange(Patch.keep(), Patch.keep(), Patch.keep());
    }
}
