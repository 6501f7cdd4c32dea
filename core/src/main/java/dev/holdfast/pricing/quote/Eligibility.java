package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.PromoKeys;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.Target;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the conditions of rules: for the buyer, for the cart, for an item. */
final class Eligibility {
    private final PricingContext context;
    private final PricingPolicy policy;
    private final Instant at;
    private final Map<String, String> promoCodes;
    private final Map<String, StoredCode> storedCodes;

    Eligibility(PricingContext context, PricingPolicy policy, Instant at) {
        this.context = context;
        this.policy = policy;
        this.at = at;
        this.promoCodes = PromoKeys.byKey(context.promoCodes());
        this.storedCodes = byRule(context.storedCodes());
    }

    // Of several codes of one rule, the best counts: one that unlocks the rule, else one that might, else any.
    private static Map<String, StoredCode> byRule(List<StoredCode> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        Map<String, StoredCode> byRule = new HashMap<>();
        for (StoredCode code : codes) {
            byRule.merge(code.rule(), code, (first, other) -> rank(other) < rank(first) ? other : first);
        }
        return byRule;
    }

    private static int rank(StoredCode code) {
        if (code.reason() == null) {
            return 0;
        }
        return code.refusal() == null ? 1 : 2;
    }

    /** The stored promo code that counts for a rule; null if the rule needs none or the cart has none. */
    @Nullable
    StoredCode storedCode(PricingRule rule) {
        return rule.conditions().storedCodes() ? storedCodes.get(rule.code()) : null;
    }

    /** The codes of the rules that the cart's stored promo codes belong to. */
    Set<String> storedRules() {
        return storedCodes.keySet();
    }

    /** Why a rule must not take an amount off; null if it may. */
    @Nullable
    Refusal ofAmount(PricingRule rule, long amount) {
        StoredCode code = amount == 0 ? null : storedCode(rule);
        return code == null ? null : code.refusalOf(new Money(amount, context.currency()));
    }

    /** The promo codes of the cart as typed, by their keys. */
    Map<String, String> promoCodes() {
        return promoCodes;
    }

    /** Why a rule does not apply to this buyer now, whatever is in the cart; null if it does. */
    @Nullable
    Refusal ofBuyer(PricingRule rule) {
        Refusal refusal = ofTime(rule);
        return refusal == null ? ofContext(rule) : refusal;
    }

    private @Nullable Refusal ofTime(PricingRule rule) {
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
        Schedule schedule = rule.conditions().schedule();
        return schedule == null || schedule.covers(at) ? null : Refusal.notApplicable("schedule");
    }

    private @Nullable Refusal ofContext(PricingRule rule) {
        Conditions conditions = rule.conditions();
        String currency = context.currency().getCurrencyCode();
        Currency ruleCurrency = rule.currency();
        if (ruleCurrency != null && !ruleCurrency.equals(context.currency())) {
            return Refusal.notApplicable("currency", "required", ruleCurrency.getCurrencyCode(), "present", currency);
        }
        if (isOutside(conditions.currencies(), currency)) {
            return Refusal.notApplicable("currency", "required", sorted(conditions.currencies()), "present", currency);
        }
        String code = conditions.promoCode();
        if (code != null && !promoCodes.containsKey(PromoKeys.key(code))) {
            return Refusal.notApplicable("promo_code");
        }
        if (conditions.storedCodes()) {
            StoredCode stored = storedCode(rule);
            Refusal refusal = stored == null ? Refusal.notApplicable("promo_code") : stored.refusal();
            if (refusal != null) {
                return refusal;
            }
        }
        if (isOutside(conditions.userTiers(), context.userTier())) {
            return Refusal.notApplicable(
                    "user_tier", "required", sorted(conditions.userTiers()), "present", context.userTier());
        }
        if (isOutside(conditions.userIds(), context.userId())) {
            return Refusal.notApplicable("user_id");
        }
        Integer nth = conditions.nthOrder();
        Integer placed = context.ordersPlaced();
        if (nth != null && placed == null && context.userId() == null) {
            return Refusal.notApplicable("user_required", "required", (long) nth);
        }
        if (nth != null && (placed == null || placed + 1 != nth)) {
            Long present = placed == null ? null : placed + 1L;
            return Refusal.notApplicable("nth_order", "required", (long) nth, "present", present);
        }
        for (Conditions.AttributeCondition asked : conditions.attributes()) {
            String value = context.attributes().get(asked.name());
            if (asked.negated() == (value != null && asked.values().contains(value))) {
                String fact = asked.negated() ? "excluded" : "required";
                return Refusal.notApplicable(
                        "attribute", "attribute", asked.name(), fact, sorted(asked.values()), "present", value);
            }
        }
        return null;
    }

    /** Why a rule does not apply to the items of the cart; null if it does. */
    @Nullable
    Refusal ofCart(PricingRule rule, List<ItemState> items, List<ItemState> selected) {
        for (Conditions.Contained contained : rule.conditions().contains()) {
            Refusal refusal = ofContained(rule, contained, items);
            if (refusal != null) {
                return refusal;
            }
        }
        long units = 0;
        long subtotal = 0;
        for (ItemState state : selected) {
            if (state.item.giftOf() == null) {
                units += state.item.quantity();
                subtotal += counting(policy, rule.target(), state);
            }
        }
        Refusal refusal = rule.target() == Target.ITEM ? null : ofQuantity(rule, units);
        Money required = rule.conditions().minSubtotal();
        return refusal == null && required != null && subtotal < required.minor()
                ? Refusal.notApplicable("min_subtotal", missing(required, subtotal))
                : refusal;
    }

    private @Nullable Refusal ofContained(PricingRule rule, Conditions.Contained contained, List<ItemState> items) {
        long units = 0;
        long subtotal = 0;
        for (ItemState state : items) {
            if (state.item.giftOf() == null && contained.selection().selects(state.item)) {
                units += state.item.quantity();
                subtotal += counting(policy, rule.target(), state);
            }
        }
        if (units < contained.minQuantity()) {
            return Refusal.notApplicable("contains", missing(contained.minQuantity(), units));
        }
        Money required = contained.minSubtotal();
        return required != null && subtotal < required.minor()
                ? Refusal.notApplicable("contains", missing(required, subtotal))
                : null;
    }

    /** Why a number of units is not enough for a rule; null if it is. */
    static @Nullable Refusal ofQuantity(PricingRule rule, long units) {
        Integer required = rule.conditions().minQuantity();
        return required == null || units >= required
                ? null
                : Refusal.notApplicable("min_quantity", missing(required, units));
    }

    /** What an item counts towards a minimum or a threshold, in minor units. */
    static long counting(PricingPolicy policy, Target target, ItemState state) {
        return countsCurrent(policy, target) ? state.left() : state.original;
    }

    /** Whether the current price of an item counts towards a minimum or a threshold, and not the original one. */
    static boolean countsCurrent(PricingPolicy policy, Target target) {
        return switch (policy.threshold()) {
            case ORIGINAL -> false;
            case RUNNING -> true;
            case BY_TARGET -> target != Target.ITEM;
        };
    }

    private static boolean isOutside(Set<String> wanted, @Nullable String present) {
        return !wanted.isEmpty() && (present == null || !wanted.contains(present));
    }

    private static List<String> sorted(Set<String> words) {
        return words.stream().sorted().toList();
    }

    private static Object[] missing(long required, long present) {
        return new Object[] {"required", required, "present", present, "missing", required - present};
    }

    private static Object[] missing(Money required, long presentMinor) {
        Money present = new Money(presentMinor, required.currency());
        return new Object[] {"required", required, "present", present, "missing", required.minus(present)};
    }
}
