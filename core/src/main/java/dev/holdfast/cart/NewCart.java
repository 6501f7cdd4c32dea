package dev.holdfast.cart;

import dev.holdfast.Limits;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cart to create.
 *
 * @param userId the id of its user, up to {@value Limits#WORD} characters; null if not known
 * @param userTier the tier that prices it, up to {@value Limits#WORD} characters; null for none
 * @param promoCodes up to {@value Limits#PROMO_CODES} codes, each up to {@value Limits#WORD} characters
 * @param currency the currency of the cart; null for the shop's
 * @param attributes attributes that rules can test, such as {@code channel}: up to {@value Limits#ATTRIBUTES}, names and
 *     values up to {@value Limits#WORD} characters
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

    /** A cart of an unknown buyer in the shop's currency. */
    public static NewCart anonymous() {
        return new NewCart(null, null, List.of(), null);
    }
}
