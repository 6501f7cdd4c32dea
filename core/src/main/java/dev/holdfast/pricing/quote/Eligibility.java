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

/** Whether a rule's conditions hold: for a buyer, for a cart, for a line. */
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

    // Of several codes of one rule the one that does most for it: it unlocks it, or might, or at least says why not.
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

    /** The stored code of the cart that counts for a rule which asks for one; null when there is none. */
    @Nullable
    StoredCode storedCode(PricingRule rule) {
        return rule.conditions().storedCodes() ? storedCodes.get(rule.code()) : null;
    }

    /** The rules that stored codes of the cart belong to. */
    Set<String> storedRules() {
        return storedCodes.keySet();
    }

    /** Why a rule is not to take so much off; null when it may. */
    @Nullable
    Refusal ofAmount(PricingRule rule, long amount) {
        StoredCode code = amount == 0 ? null : storedCode(rule);
        return code == null ? null : code.refusalOf(new Money(amount, context.currency()));
    }

    /** The codes of the cart as typed, by their keys. */
    Map<String, String> promoCodes() {
        return promoCodes;
    }

    /** Why a rule is not in force for this buyer now, whatever is in the cart; null when it is. */
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

    /** Why the lines are not such that the rule applies; null when they are. */
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

    /** Why so many units are not enough; null when they are. */
    static @Nullable Refusal ofQuantity(PricingRule rule, long units) {
        Integer required = rule.conditions().minQuantity();
        return required == null || units >= required
                ? null
                : Refusal.notApplicable("min_quantity", missing(required, units));
    }

    /** What a line counts for a threshold. */
    static long counting(PricingPolicy policy, Target target, ItemState state) {
        return switch (policy.threshold()) {
            case ORIGINAL -> state.original;
            case RUNNING -> state.left();
            case BY_TARGET -> target == Target.ITEM ? state.original : state.left();
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
