package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a rule's conditions hold: for a buyer, for a line, for the selected lines together. */
final class Eligibility {
    private final PricingContext context;
    private final Instant at;
    private final Map<String, String> promoCodes;

    Eligibility(PricingContext context, Instant at) {
        this.context = context;
        this.at = at;
        this.promoCodes = PromoCodes.byKey(context.promoCodes());
    }

    /** The codes of the cart as typed, by their keys. */
    Map<String, String> promoCodes() {
        return promoCodes;
    }

    /** Why a rule is not in force for this buyer now, whatever is in the cart; null when it is. */
    @Nullable
    Refusal ofBuyer(PricingRule rule) {
        Conditions conditions = rule.conditions();
        if (!rule.active()) {
            return Refusal.notApplicable("inactive");
        }
        if (rule.startsAt() != null && at.isBefore(rule.startsAt())) {
            return Refusal.notApplicable(
                    "not_started", "starts_at", rule.startsAt().toString());
        }
        if (rule.endsAt() != null && !at.isBefore(rule.endsAt())) {
            return Refusal.notApplicable("ended", "ended_at", rule.endsAt().toString());
        }
        Currency currency = context.currency();
        if (rule.currency() != null && !rule.currency().equals(currency)) {
            return Refusal.notApplicable(
                    "currency", "required", rule.currency().getCurrencyCode(), "present", currency.getCurrencyCode());
        }
        String code = conditions.promoCode();
        if (code != null && !promoCodes.containsKey(PromoCodes.key(code))) {
            return Refusal.notApplicable("promo_code");
        }
        if (!conditions.userTiers().isEmpty()
                && (context.userTier() == null || !conditions.userTiers().contains(context.userTier()))) {
            List<String> tiers = conditions.userTiers().stream().sorted().toList();
            return Refusal.notApplicable("user_tier", "required", tiers, "present", context.userTier());
        }
        return null;
    }

    /** Why so many units are not enough; null when they are. */
    static @Nullable Refusal ofQuantity(PricingRule rule, long units) {
        Integer required = rule.conditions().minQuantity();
        if (required == null || units >= required) {
            return null;
        }
        return Refusal.notApplicable(
                "min_quantity", "required", (long) required, "present", units, "missing", required - units);
    }

    /** Why such an amount is not enough; null when it is. */
    static @Nullable Refusal ofSubtotal(PricingRule rule, long subtotal) {
        Money required = rule.conditions().minSubtotal();
        if (required == null || subtotal >= required.minor()) {
            return null;
        }
        Money present = new Money(subtotal, required.currency());
        return Refusal.notApplicable(
                "min_subtotal", "required", required, "present", present, "missing", required.minus(present));
    }
}
