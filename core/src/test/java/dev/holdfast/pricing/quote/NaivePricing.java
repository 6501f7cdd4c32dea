package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The default policy written naively: no index, no reuse, decimals throughout. Returns the totals of items. */
final class NaivePricing {
    private static final Comparator<QuoteItem> BY_CONTENT = Comparator.comparing(QuoteItem::variantId)
            .thenComparing(QuoteItem::unitPrice)
            .thenComparing(QuoteItem::quantity)
            .thenComparing(QuoteItem::productId)
            .thenComparing(item -> item.category() == null ? "" : item.category())
            .thenComparing(QuoteItem::id);

    /** The items by rank, which is also their id here. */
    private final List<QuoteItem> items = new ArrayList<>();

    private final List<Long> ids = new ArrayList<>();
    private final PricingContext context;
    private final Instant at;
    private final Map<Long, Long> left = new TreeMap<>();
    private final Map<Long, Boolean> touched = new HashMap<>();
    private final Map<Long, Boolean> closed = new HashMap<>();
    private boolean orderTouched;
    private boolean orderClosed;

    NaivePricing(List<QuoteItem> given, PricingContext context, Instant at) {
        for (QuoteItem item : given.stream().sorted(BY_CONTENT).toList()) {
            long rank = ids.size();
            ids.add(item.id());
            items.add(new QuoteItem(
                    rank, item.variantId(), item.productId(), item.category(), item.quantity(), item.unitPrice()));
            left.put(rank, original(item));
        }
        this.context = context;
        this.at = at;
    }

    Map<Long, Long> price(Collection<PricingRule> rules) {
        List<PricingRule> sorted = rules.stream()
                .filter(this::inForce)
                .sorted(Comparator.comparing((PricingRule rule) -> rule.target() == Target.ORDER)
                        .thenComparing(PricingRule::priority)
                        .thenComparing(PricingRule::code))
                .toList();
        Set<String> groups = new HashSet<>();
        for (PricingRule rule : sorted) {
            if (rule.group() == null) {
                take(rule, amounts(rule));
            } else if (groups.add(rule.group())) {
                PricingRule best = rule;
                for (PricingRule rival : sorted) {
                    if (rule.group().equals(rival.group()) && sum(amounts(rival)) > sum(amounts(best))) {
                        best = rival;
                    }
                }
                take(best, amounts(best));
            }
        }
        Map<Long, Long> totals = new HashMap<>();
        left.forEach((rank, total) -> totals.put(ids.get(rank.intValue()), total));
        return totals;
    }

    private boolean inForce(PricingRule rule) {
        Conditions conditions = rule.conditions();
        return rule.active()
                && (rule.startsAt() == null || rule.startsAt().compareTo(at) <= 0)
                && (rule.endsAt() == null || rule.endsAt().compareTo(at) > 0)
                && (rule.currency() == null || rule.currency().equals(context.currency()))
                && (conditions.promoCode() == null
                        || context.promoCodes().stream().anyMatch(conditions.promoCode()::equalsIgnoreCase))
                && (conditions.userTiers().isEmpty()
                        || conditions.userTiers().stream().anyMatch(tier -> tier.equals(context.userTier())))
                && !selected(rule).isEmpty();
    }

    private List<QuoteItem> selected(PricingRule rule) {
        Selection selection = rule.conditions().selection();
        return items.stream()
                .filter(item -> selection.equals(Selection.ALL)
                        || selection.variants().contains(item.variantId())
                        || selection.products().contains(item.productId())
                        || selection.categories().stream()
                                .anyMatch(path ->
                                        item.category() != null && (item.category() + "/").startsWith(path + "/")))
                .toList();
    }

    private Map<Long, Long> amounts(PricingRule rule) {
        List<QuoteItem> selected = selected(rule);
        Conditions conditions = rule.conditions();
        boolean exclusive = rule.stacking() == Stacking.EXCLUSIVE;
        long minQuantity = conditions.minQuantity() == null ? 0 : conditions.minQuantity();
        long minSubtotal =
                conditions.minSubtotal() == null ? 0 : conditions.minSubtotal().minor();
        List<QuoteItem> eligible;
        if (rule.target() == Target.ITEM) {
            boolean enough = selected.stream().mapToLong(NaivePricing::original).sum() >= minSubtotal;
            eligible = selected.stream()
                    .filter(item -> enough
                            && item.quantity() >= minQuantity
                            && !closed.containsKey(item.id())
                            && !(exclusive && touched.containsKey(item.id())))
                    .toList();
        } else {
            long units = selected.stream().mapToLong(QuoteItem::quantity).sum();
            boolean enough = units >= minQuantity && sum(leftOf(selected)) >= minSubtotal;
            eligible = enough && !orderClosed && !(exclusive && orderTouched) ? selected : List.of();
        }
        Map<Long, Long> amounts = amounts(rule, leftOf(eligible), eligible);
        if (rule.maxDiscount() != null && sum(amounts) > rule.maxDiscount().minor()) {
            return shares(rule.maxDiscount().minor(), amounts);
        }
        return amounts;
    }

    private static Map<Long, Long> amounts(PricingRule rule, Map<Long, Long> bases, List<QuoteItem> eligible) {
        long all = sum(bases);
        Discount discount = rule.discounts().get(0).discount();
        if (discount instanceof PercentOff percentOff) {
            BigDecimal factor = percentOff.percent().toDecimal().movePointLeft(2);
            if (rule.target() == Target.ORDER) {
                return shares(rounded(factor.multiply(BigDecimal.valueOf(all))), bases);
            }
            Map<Long, Long> amounts = new TreeMap<>();
            bases.forEach((id, base) -> amounts.put(id, rounded(factor.multiply(BigDecimal.valueOf(base)))));
            return amounts;
        }
        boolean isAmount = discount instanceof AmountOff;
        long money = discount.amounts().get(0).minor();
        Per per = isAmount ? ((AmountOff) discount).per() : ((FixedPrice) discount).per();
        if (per == Per.ORDER) {
            return shares(isAmount ? Math.min(money, all) : Math.max(0, all - money), bases);
        }
        Map<Long, Long> amounts = new TreeMap<>();
        for (QuoteItem item : eligible) {
            long base = bases.get(item.id());
            long ofLine = per == Per.UNIT ? money * item.quantity() : money;
            amounts.put(item.id(), isAmount ? Math.min(ofLine, base) : Math.max(0, base - ofLine));
        }
        return amounts;
    }

    /** Hands out one minor unit at a time, to the share furthest below its exact value. */
    private static Map<Long, Long> shares(long amount, Map<Long, Long> weights) {
        BigInteger all = BigInteger.valueOf(sum(weights));
        Map<Long, Long> shares = new TreeMap<>();
        weights.forEach((id, weight) -> shares.put(
                id,
                all.signum() == 0
                        ? 0
                        : exactTimesAll(amount, weight).divide(all).longValue()));
        while (sum(shares) < amount && all.signum() > 0) {
            long furthest = shares.keySet().stream()
                    .max(Comparator.comparing((Long id) -> exactTimesAll(amount, weights.get(id))
                                    .subtract(all.multiply(BigInteger.valueOf(shares.get(id)))))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            shares.merge(furthest, 1L, Long::sum);
        }
        return shares;
    }

    private static BigInteger exactTimesAll(long amount, long weight) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weight));
    }

    private void take(PricingRule rule, Map<Long, Long> amounts) {
        amounts.forEach((id, amount) -> {
            left.merge(id, -amount, Long::sum);
            if (rule.target() == Target.ITEM && amount > 0) {
                touched.put(id, true);
                if (rule.stacking() == Stacking.EXCLUSIVE) {
                    closed.put(id, true);
                }
            }
        });
        if (rule.target() == Target.ORDER && sum(amounts) > 0) {
            orderTouched = true;
            orderClosed |= rule.stacking() == Stacking.EXCLUSIVE;
        }
    }

    private Map<Long, Long> leftOf(List<QuoteItem> some) {
        Map<Long, Long> bases = new TreeMap<>();
        new ArrayList<>(some).forEach(item -> bases.put(item.id(), left.get(item.id())));
        return bases;
    }

    private static long original(QuoteItem item) {
        return item.quantity() * item.unitPrice().minor();
    }

    private static long rounded(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static long sum(Map<Long, Long> amounts) {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }
}
