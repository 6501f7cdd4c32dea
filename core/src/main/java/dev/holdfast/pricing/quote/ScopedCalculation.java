package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.Rounded;
import dev.holdfast.pricing.rule.DiscountCalculation;
import dev.holdfast.pricing.rule.DiscountPart;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.Target;
import dev.holdfast.pricing.rule.UnitLimit;
import dev.holdfast.pricing.rule.UnitSupply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calculation of one discount of a rule on a cart as it stands. */
final class ScopedCalculation implements DiscountCalculation {
    private static final long MILLION = 1_000_000;

    private final PricingPolicy policy;
    private final Allocation allocation;
    private final Target target;
    private final List<DiscountPart> parts;
    private final List<ItemPart> all;
    private Map<Integer, Refusal> refusals = Map.of();
    private long exactNumerator;
    private long exactFactor;
    private @Nullable BigDecimal exactSum;
    private int spreads;
    private @Nullable Gift offered;
    private int offeredQuantity;

    /**
     * A calculation on items or charges.
     *
     * @param drafts what the rule's earlier discounts have left of each item so far, by its index
     */
    ScopedCalculation(
            PricingPolicy policy, Allocation allocation, Target target, List<ItemState> items, Units[] drafts) {
        this.policy = policy;
        this.allocation = allocation;
        this.target = target;
        this.parts = new ArrayList<>(items.size());
        this.all = new ArrayList<>(items.size());
        for (ItemState state : items) {
            ItemPart part = new ItemPart(policy, state, drafts[state.index], List.of());
            parts.add(part);
            all.add(part);
        }
    }

    /** Restricts the parts to the units that a limit allows. */
    void limit(UnitLimit limit) {
        List<DiscountPart> before = List.copyOf(parts);
        parts.clear();
        if (limit.per() == Per.ORDER) {
            parts.addAll(supply(before).pick(limit.units(), limit.first()));
        } else {
            before.forEach(part -> parts.addAll(supply(List.of(part)).pick(limit.units(), limit.first())));
        }
    }

    @Override
    public List<DiscountPart> parts() {
        return parts;
    }

    /** The parts that something was taken off or that were used. */
    List<ItemPart> taken() {
        List<ItemPart> taken = new ArrayList<>(all.size());
        for (ItemPart part : all) {
            if (part.isTouched()) {
                taken.add(part);
            }
        }
        return taken;
    }

    @Override
    public void takePercent(List<DiscountPart> some, Percent percent) {
        if (target == Target.ORDER || target == Target.ITEM && policy.level() == Level.CART) {
            long[] weights =
                    some.stream().mapToLong(part -> ItemPart.of(part).base()).toArray();
            long base = Arrays.stream(weights).sum();
            noteExact(base, percent.millionths());
            spread(some, weights, percentOf(base, percent, 1));
        } else {
            some.forEach(part -> takePercent(part, percent));
        }
    }

    @Override
    public void takePercent(DiscountPart one, Percent percent) {
        ItemPart part = ItemPart.of(one);
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

    @Override
    public void spread(List<DiscountPart> some, long amount) {
        noteExact(amount, MILLION);
        spread(some, some.stream().mapToLong(DiscountPart::value).toArray(), amount);
    }

    @Override
    public void spreadExactly(List<DiscountPart> some, BigDecimal amount) {
        exactSum = amount;
        spreads++;
        long wanted = amount.setScale(0, policy.rounding()).longValueExact();
        spread(some, some.stream().mapToLong(DiscountPart::value).toArray(), wanted);
    }

    private void spread(List<DiscountPart> some, long[] weights, long wanted) {
        long[] rooms = some.stream().mapToLong(part -> ItemPart.of(part).room()).toArray();
        long total = Arrays.stream(weights).sum();
        boolean isShort = wanted > Arrays.stream(rooms).sum();
        long[] shares = allocation.spread(wanted, weights, rooms);
        for (int i = 0; i < shares.length; i++) {
            ItemPart.of(some.get(i)).share(wanted, weights[i], total, shares[i], isShort);
        }
    }

    private void noteExact(long numerator, long factor) {
        exactNumerator = numerator;
        exactFactor = factor;
        spreads++;
    }

    /** The amount that was spread, before rounding; null unless exactly one was. */
    @Nullable
    BigDecimal exact(Currency currency) {
        if (spreads != 1) {
            return null;
        }
        return exactSum == null
                ? Arithmetic.exact(exactNumerator, exactFactor, MILLION, currency)
                : Arithmetic.exact(exactSum, currency);
    }

    @Override
    public void use(List<DiscountPart> some) {
        some.forEach(part -> ItemPart.of(part).use());
    }

    @Override
    public long spent(List<DiscountPart> some) {
        long sum = 0;
        for (DiscountPart part : some) {
            sum += Eligibility.counting(policy, target, ItemPart.of(part).state());
        }
        return sum;
    }

    @Override
    public void refuse(List<DiscountPart> some, Refusal refusal) {
        if (refusals.isEmpty()) {
            refusals = new HashMap<>();
        }
        some.forEach(part -> refusals.putIfAbsent(ItemPart.of(part).state().index, refusal));
    }

    /** Why items get nothing, by their index. */
    Map<Integer, Refusal> refusals() {
        return refusals;
    }

    @Override
    public void offer(Gift gift, int quantity) {
        offered = gift;
        offeredQuantity = quantity;
    }

    @Nullable
    Gift offered() {
        return offered;
    }

    int offeredQuantity() {
        return offeredQuantity;
    }

    @Override
    public UnitSupply supply(List<DiscountPart> some) {
        return new UnitPicker(policy, some, false, all);
    }

    @Override
    public UnitSupply unusedSupply(List<DiscountPart> some) {
        return new UnitPicker(policy, some, true, all);
    }
}
