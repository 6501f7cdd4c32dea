package dev.holdfast.internal.promo;

import dev.holdfast.internal.json.JsonRow;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored promo code as it was read without a lock, for one cart or for a buyer without one.
 *
 * @param counts of all carts and orders, holds included whose time is over
 * @param expiredUses the number of those holds
 * @param expiredAmount the discount that those holds would give
 * @param usesOfUser the uses that the user has outside of the cart
 * @param own the cart's use; null for none
 */
record StoredPromo(
        PromoRow.Columns columns,
        PromoRow.Counts counts,
        long expiredUses,
        long expiredAmount,
        long usesOfUser,
        @Nullable PromoUse own) {

    /** The rows of {@link PromoReads#STORED_CODES_OF_CART}. */
    static List<StoredPromo> list(@Nullable String json) {
        return JsonRow.list(json).stream().map(StoredPromo::of).toList();
    }

    private static StoredPromo of(JsonRow row) {
        String currency = row.optionalText("currency");
        return new StoredPromo(
                new PromoRow.Columns(
                        row.number("id"),
                        row.text("code"),
                        row.text("rule_code"),
                        row.bool("counted"),
                        row.optionalNumber("max_uses"),
                        row.optionalNumber("max_uses_per_user"),
                        row.optionalNumber("budget"),
                        currency == null ? null : Currency.getInstance(currency),
                        row.bool("active")),
                new PromoRow.Counts(
                        row.number("held_uses"),
                        row.number("claimed_uses"),
                        row.number("held_amount"),
                        row.number("claimed_amount")),
                row.number("expired_uses"),
                row.number("expired_amount"),
                row.number("uses_of_user"),
                own(row));
    }

    private static @Nullable PromoUse own(JsonRow row) {
        Long amount = row.optionalNumber("amount");
        return amount == null
                ? null
                : new PromoUse(
                        row.optionalText("user_id"), amount, row.instant("held_until"), row.optionalNumber("order_id"));
    }

    /** How much of it is left for the cart. */
    PromoSupply supply(@Nullable String userId) {
        PromoRow.Counts ofOthers = counts.without(expiredUses, expiredAmount);
        if (own != null && !own.isClaimed()) {
            ofOthers = ofOthers.without(1, own.amount());
        }
        return PromoSupply.of(columns, ofOthers, usesOfUser, userId, own);
    }
}
