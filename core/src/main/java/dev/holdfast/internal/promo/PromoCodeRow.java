package dev.holdfast.internal.promo;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code promo_codes} as it is listed.
 *
 * @param counted whether it has limits, so that its uses are counted
 * @param budget in minor units of {@code currency}; null for none
 * @param heldUses uses that carts hold, expired ones included
 * @param heldAmount their discounts
 * @param expiredUses uses among them that have expired
 * @param expiredAmount their discounts
 */
public record PromoCodeRow(
        long id,
        String code,
        String ruleCode,
        boolean active,
        boolean counted,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerUser,
        @Nullable Long budget,
        @Nullable Currency currency,
        long heldUses,
        long claimedUses,
        long heldAmount,
        long claimedAmount,
        long expiredUses,
        long expiredAmount,
        Instant createdAt,
        Instant updatedAt) {

    /** The uses that carts hold and that have not expired; null if they are not counted. */
    public @Nullable Long liveUses() {
        return counted ? (Long) live().heldUses() : null;
    }

    /** The discounts of {@link #liveUses}; null if the code has no budget. */
    public @Nullable Money liveAmount() {
        return money(live().heldAmount());
    }

    /** The budget as money; null for none. */
    public @Nullable Money budgetAsMoney() {
        return budget == null ? null : money(budget);
    }

    /** An amount in the currency of the budget; null if the code never had one. */
    public @Nullable Money money(long amount) {
        return currency == null ? null : new Money(amount, currency);
    }

    private PromoRow.Counts live() {
        return new PromoRow.Counts(heldUses, claimedUses, heldAmount, claimedAmount)
                .without(expiredUses, expiredAmount);
    }
}
