package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.Rounded;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.Target;
import dev.holdfast.pricing.rule.UnitLimit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a discount is reckoned on, and what it takes off: parts of lines, whole ones or some of their units. For the
 * price engine; lives as long as one step of it.
 */
public final class Reckoning {
    private static final long MILLION = 1_000_000;

    private final PricingPolicy policy;
    private final Allocation allocation;
    private final Target target;
    private final List<ItemPart> parts;
    private final List<ItemPart> all;
    private Map<Integer, Refusal> misses = Map.of();
    private long exactNumerator;
    private long exactFactor;
    private int spreads;
    private @Nullable Gift offered;
    private int offeredQuantity;

    /**
     * On lines as they stand.
     *
     * @param drafts what the discounts of the same rule have left of each line so far, by its index
     */
    public Reckoning(
            PricingPolicy policy, Allocation allocation, Target target, List<ItemState> items, Units[] drafts) {
        this.policy = policy;
        this.allocation = allocation;
        this.target = target;
        this.parts = new ArrayList<>(items.size());
        this.all = new ArrayList<>(items.size());
        for (ItemState state : items) {
            parts.add(new ItemPart(policy, state, drafts[state.index], List.of()));
        }
        all.addAll(parts);
    }

    /** Goes on with no more units than a limit allows. */
    public void limit(UnitLimit limit) {
        List<ItemPart> before = List.copyOf(parts);
        parts.clear();
        if (limit.per() == Per.ORDER) {
            parts.addAll(supply(before).pick(limit.units(), limit.first()));
        } else {
            before.forEach(part -> parts.addAll(supply(List.of(part)).pick(limit.units(), limit.first())));
        }
    }

    public List<ItemPart> parts() {
        return parts;
    }

    /** All parts that something was taken off or that were used up. */
    public List<ItemPart> taken() {
        List<ItemPart> taken = new ArrayList<>(all.size());
        for (ItemPart part : all) {
            if (part.isTouched()) {
                taken.add(part);
            }
        }
        return taken;
    }

    /** What parts cost by now. */
    public static long value(List<ItemPart> parts) {
        long sum = 0;
        for (ItemPart part : parts) {
            sum += part.value();
        }
        return sum;
    }

    /** Takes a percentage: of each part, or of all together for an order rule. */
    public void takePercent(List<ItemPart> some, Percent percent) {
        if (target == Target.ORDER || target == Target.ITEM && policy.level() == Level.CART) {
            long[] weights = some.stream().mapToLong(ItemPart::base).toArray();
            long base = Arrays.stream(weights).sum();
            noteExact(base, percent.millionths());
            spread(some, weights, percentOf(base, percent, 1));
        } else {
            some.forEach(part -> takePercent(part, percent));
        }
    }

    /** Takes a percentage of one part. */
    public void takePercent(ItemPart part, Percent percent) {
        int units = target == Target.ITEM && policy.level() == Level.UNIT ? part.units() : 1;
        part.take(part.base(), percent.millionths(), percentOf(part.base(), percent, units));
    }

    private long percentOf(long base, Percent percent, int units) {
        if (policy.rounded() == Rounded.DISCOUNT) {
            return units * Arithmetic.multiplyDivide(base, percent.millionths(), MILLION * units, policy.rounding());
        }
        long kept = MILLION - percent.millionths();
        return Math.max(0, base - units * Arithmetic.multiplyDivide(base, kept, MILLION * units, policy.rounding()));
    }

    /** Takes one amount off several parts, each in proportion to what it costs. */
    public void spread(List<ItemPart> some, long amount) {
        noteExact(amount, MILLION);
        spread(some, some.stream().mapToLong(ItemPart::value).toArray(), amount);
    }

    /** The same for an amount that is to be rounded yet. */
    public void spreadExactly(List<ItemPart> some, BigDecimal amount) {
        noteExact(amount.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact(), 1);
        long wanted = amount.setScale(0, policy.rounding()).longValueExact();
        spread(some, some.stream().mapToLong(ItemPart::value).toArray(), wanted);
    }

    private void spread(List<ItemPart> some, long[] weights, long wanted) {
        long[] rooms = some.stream().mapToLong(ItemPart::room).toArray();
        long total = Arrays.stream(weights).sum();
        boolean isShort = wanted > Arrays.stream(rooms).sum();
        long[] shares = allocation.spread(wanted, weights, rooms);
        for (int i = 0; i < shares.length; i++) {
            some.get(i).share(wanted, weights[i], total, shares[i], isShort);
        }
    }

    private void noteExact(long numerator, long factor) {
        exactNumerator = numerator;
        exactFactor = factor;
        spreads++;
    }

    /** The one amount that was spread, before rounding; null when there was not exactly one. */
    @Nullable
    public BigDecimal exact(Currency currency) {
        return spreads == 1 ? Arithmetic.exact(exactNumerator, exactFactor, MILLION, currency) : null;
    }

    /** Marks parts as bought or got in a set, so that no other set has them. */
    public void use(List<ItemPart> some) {
        some.forEach(ItemPart::use);
    }

    /** What lines come to for a threshold of the discount's own. */
    public long spent(List<ItemPart> some) {
        long sum = 0;
        for (ItemPart part : some) {
            sum += Eligibility.counting(policy, target, part.state());
        }
        return sum;
    }

    /** Says why lines get nothing. */
    public void miss(List<ItemPart> some, Refusal refusal) {
        if (misses.isEmpty()) {
            misses = new HashMap<>();
        }
        some.forEach(part -> misses.putIfAbsent(part.state().index, refusal));
    }

    /** Says that there are too few units. */
    public void missUnits(List<ItemPart> some, long required, long present) {
        miss(
                some,
                Refusal.notApplicable(
                        "too_few_units", "required", required, "present", present, "missing", required - present));
    }

    /** Says that too little is spent. */
    public void missMoney(List<ItemPart> some, Money required, long spent) {
        Money present = new Money(spent, required.currency());
        miss(
                some,
                Refusal.notApplicable(
                        "too_little_spent",
                        "required",
                        required,
                        "present",
                        present,
                        "missing",
                        required.minus(present)));
    }

    /** Why lines get nothing, by their index. */
    public Map<Integer, Refusal> misses() {
        return misses;
    }

    /** Says that a gift is due. */
    public void offer(Gift gift, int quantity) {
        offered = gift;
        offeredQuantity = quantity;
    }

    @Nullable
    public Gift offered() {
        return offered;
    }

    public int offeredQuantity() {
        return offeredQuantity;
    }

    /** The units of parts, to pick from. */
    public UnitSupply supply(List<ItemPart> some) {
        return new UnitSupply(policy, some, false, all::add);
    }

    /** The same without those that are in a set already. */
    public UnitSupply unusedSupply(List<ItemPart> some) {
        return new UnitSupply(policy, some, true, all::add);
    }
}
