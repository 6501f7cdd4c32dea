package dev.holdfast.cart;

import dev.holdfast.Patch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of a cart. Fields that are {@linkplain Patch#keep() kept} do not change; the cart is priced again in any case.
 *
 * @param userId the user; can be set to null
 * @param userTier the tier; can be set to null
 * @param promoCodes the codes that replace all those of the cart; null is the same as an empty list
 * @param attributes the attributes to set, merged into those of the cart; an attribute that is null is removed, and null
 *     instead of a map removes all
 */
public record CartChange(
        Patch<String> userId,
        Patch<String> userTier,
        Patch<List<String>> promoCodes,
        Patch<Map<String, @Nullable String>> attributes) {
    /** A change that keeps the attributes. */
    public CartChange(Patch<String> userId, Patch<String> userTier, Patch<List<String>> promoCodes) {
        this(userId, userTier, promoCodes, Patch.keep());
    }

    /** A change that keeps everything and only prices the cart again. */
    public static CartChange none() {
        return new CartChange(Patch.keep(), Patch.keep(), Patch.keep());
    }
}
