package dev.holdfast.cart;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart to be made; null is "not known yet".
 *
 * @param userId up to 100 characters
 * @param userTier up to 100 characters
 * @param promoCodes up to 10, each up to 100 characters
 * @param currency null for the shop's
 */
public record NewCart(
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        @Nullable Currency currency) {
    /** A cart of whose buyer nothing is known, in the shop's currency. */
    public static NewCart anonymous() {
        return new NewCart(null, null, List.of(), null);
    }
}
