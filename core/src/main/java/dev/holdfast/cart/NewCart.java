package dev.holdfast.cart;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cart to be made; null is "not known yet".
 *
 * @param userId up to 100 characters
 * @param userTier up to 100 characters
 * @param promoCodes up to 10, each up to 100 characters
 * @param currency null for the shop's
 * @param attributes what rules may ask for besides, such as {@code channel}: up to 50, names and values up to 100
 *     characters
 */
public record NewCart(
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        @Nullable Currency currency,
        Map<String, String> attributes) {
    /** Copies the collections. */
    public NewCart {
        promoCodes = List.copyOf(promoCodes);
        attributes = Map.copyOf(attributes);
    }

    /** A cart without attributes. */
    public NewCart(
            @Nullable String userId, @Nullable String userTier, List<String> promoCodes, @Nullable Currency currency) {
        this(userId, userTier, promoCodes, currency, Map.of());
    }

    /** A cart of whose buyer nothing is known, in the shop's currency. */
    public static NewCart anonymous() {
        return new NewCart(null, null, List.of(), null);
    }
}
