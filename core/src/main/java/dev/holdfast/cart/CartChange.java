package dev.holdfast.cart;

import dev.holdfast.Patch;
import java.util.List;

/**
 * What to change of a cart; what is {@linkplain Patch#keep() kept} stays as it is. The cart is priced again.
 *
 * @param userId may be emptied
 * @param userTier may be emptied
 * @param promoCodes replaces all of them; null is the same as none
 */
public record CartChange(Patch<String> userId, Patch<String> userTier, Patch<List<String>> promoCodes) {
    /** Changes nothing, but prices the cart again. */
    public static CartChange none() {
        return new CartChange(Patch.keep(), Patch.keep(), Patch.keep());
    }
}
