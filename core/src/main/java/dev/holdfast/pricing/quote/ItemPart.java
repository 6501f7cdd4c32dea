package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.DiscountPart;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** An item, or some of its units, and what one discount takes off it. */
final class ItemPart implements DiscountPart {
    private static final long MILLION = 1_000_000;

    private final ItemState state;
    private final Units draft;
    private final List<Slice> slices;
    private final int units;
    private final long value;
    private final long base;
    private final long room;
    private long amount;
    private boolean capped;
    private boolean touched;
    private boolean used;
    private long exactNumerator;
    private long exactFactor = 1;
    private long exactDivisor = MILLION;

    /** Some units of a lot, and what they cost. */
    record Slice(int lot, int units, long value) {}

    /** The whole item if there are no slices. */
    ItemPart(PricingPolicy policy, ItemState state, Units draft, List<Slice> slices) {
        this.state = state;
        this.draft = draft;
        this.slices = slices;
        if (slices.isEmpty()) {
            units = state.item.quantity();
            value = draft.left();
            room = draft.room();
        } else {
            int sumOfUnits = 0;
            long sumOfValues = 0;
            long sumOfRooms = 0;
            for (Slice slice : slices) {
                sumOfUnits += slice.units;
                sumOfValues += slice.value;
                sumOfRooms += draft.room(slice.value, slice.units);
            }
            units = sumOfUnits;
            value = sumOfValues;
            room = sumOfRooms;
        }
        base = base(policy.percentBase());
    }

    /** A part as the engine sees it: discounts are given no other parts than these. */
    static ItemPart of(DiscountPart part) {
        return (ItemPart) part;
    }

    private long base(PricingPolicy.PercentBase percentBase) {
        if (percentBase == PricingPolicy.PercentBase.REMAINING) {
            // Several discounts of one rule are percentages of the price before the rule.
            return slices.isEmpty() ? state.left() : value;
        }
        long whole = percentBase == PricingPolicy.PercentBase.STAGE ? state.atStage : state.original;
        return Arithmetic.multiplyDivide(whole, units, state.item.quantity(), RoundingMode.HALF_UP);
    }

    ItemState state() {
        return state;
    }

    Units draft() {
        return draft;
    }

    List<Slice> slices() {
        return slices;
    }

    @Override
    public boolean isGift() {
        return state.item.giftOf() != null;
    }

    @Override
    public int units() {
        return units;
    }

    @Override
    public long value() {
        return value;
    }

    /** The amount that a percentage is taken of. */
    long base() {
        return base;
    }

    /** The most that can be taken off. */
    long room() {
        return room;
    }

    @Override
    public void take(long wanted) {
        take(wanted, MILLION, wanted);
    }

    /** Takes an amount that was {@code numerator * factor} millionths before rounding, or the most that can be taken. */
    void take(long numerator, long factor, long wanted) {
        exactNumerator = numerator;
        exactFactor = factor;
        exactDivisor = MILLION;
        touched = true;
        capped = wanted > room;
        amount = Math.min(wanted, room);
    }

    /** Takes a share of an amount, which was {@code total * weight / weights} before rounding. */
    void share(long total, long weight, long weights, long share, boolean isShort) {
        exactNumerator = total;
        exactFactor = weight;
        exactDivisor = Math.max(1, weights);
        touched = true;
        capped = isShort;
        amount = share;
    }

    /** Uses the units for a set. */
    void use() {
        touched = true;
        used = true;
    }

    /** Whether an amount was taken off, possibly zero, or the units were used. */
    boolean isTouched() {
        return touched;
    }

    boolean isUsed() {
        return used;
    }

    /** Whether less was taken off than wanted. */
    boolean isCapped() {
        return capped;
    }

    /** Whether a minimum price limits what can be taken off. */
    boolean hasFloor() {
        return room < value;
    }

    long amount() {
        return amount;
    }

    /** Lowers the amount that is taken off. */
    void lowerTo(long lower) {
        amount = lower;
    }

    /** Takes the amount off a draft of the item. */
    void applyTo(Units target, Allocation allocation) {
        if (slices.isEmpty()) {
            target.take(amount, allocation);
            return;
        }
        long[] weights = new long[slices.size()];
        long[] rooms = new long[slices.size()];
        for (int i = 0; i < weights.length; i++) {
            Slice slice = slices.get(i);
            weights[i] = slice.value;
            rooms[i] = draft.room(slice.value, slice.units);
        }
        long[] shares = allocation.spread(amount, weights, rooms);
        for (int i = 0; i < weights.length; i++) {
            Slice slice = slices.get(i);
            target.split(slice.lot, slice.units, slice.value, shares[i], used);
        }
    }

    /** The discount before rounding. */
    BigDecimal exact() {
        return Arithmetic.exact(
                exactNumerator,
                exactFactor,
                exactDivisor,
                state.item.unitPrice().currency());
    }
}
