package dev.holdfast.pricing.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** A line, or some of its units, and what one discount takes off it. */
public final class ItemPart {
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

    /** Some units of one heap, which cost so much. */
    public record Slice(int heap, int units, long value) {}

    /** The whole line when there are no slices. */
    public ItemPart(PricingPolicy policy, ItemState state, Units draft, List<Slice> slices) {
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

    private long base(PricingPolicy.PercentBase percentBase) {
        if (percentBase == PricingPolicy.PercentBase.REMAINING) {
            // Several discounts of one rule are percentages of what the rule began with.
            return slices.isEmpty() ? state.left() : value;
        }
        long whole = percentBase == PricingPolicy.PercentBase.STAGE ? state.atStage : state.original;
        return Arithmetic.multiplyDivide(whole, units, state.item.quantity(), RoundingMode.HALF_UP);
    }

    public ItemState state() {
        return state;
    }

    public Units draft() {
        return draft;
    }

    public List<Slice> slices() {
        return slices;
    }

    public boolean isGift() {
        return state.item.giftOf() != null;
    }

    public int units() {
        return units;
    }

    /** What it costs by now. */
    public long value() {
        return value;
    }

    /** What a percentage is taken of. */
    public long base() {
        return base;
    }

    /** What can be taken off it. */
    public long room() {
        return room;
    }

    /** Takes an amount, or what there is where that is less. */
    public void take(long wanted) {
        take(wanted, MILLION, wanted);
    }

    /** The same for an amount that was {@code numerator * factor} millionths before it was rounded. */
    public void take(long numerator, long factor, long wanted) {
        exactNumerator = numerator;
        exactFactor = factor;
        exactDivisor = MILLION;
        touched = true;
        capped = wanted > room;
        amount = Math.min(wanted, room);
    }

    /** Takes its share of an amount: so much, before rounding {@code total * weight / weights}. */
    public void share(long total, long weight, long weights, long share, boolean isShort) {
        exactNumerator = total;
        exactFactor = weight;
        exactDivisor = Math.max(1, weights);
        touched = true;
        capped = isShort;
        amount = share;
    }

    /** Keeps it for a set. */
    public void use() {
        touched = true;
        used = true;
    }

    /** Whether something was taken off it, if only nothing, or it was used. */
    public boolean isTouched() {
        return touched;
    }

    public boolean isUsed() {
        return used;
    }

    /** Whether there was less than should have been taken. */
    public boolean isCapped() {
        return capped;
    }

    /** Whether a minimum price stands in the way. */
    public boolean hasFloor() {
        return room < value;
    }

    public long amount() {
        return amount;
    }

    /** Lowers what is taken. */
    public void lowerTo(long lower) {
        amount = lower;
    }

    /** Takes the amount off a draft of the line. */
    public void applyTo(Units state, Allocation allocation) {
        if (slices.isEmpty()) {
            state.take(amount, allocation);
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
            state.split(slice.heap, slice.units, slice.value, shares[i], used);
        }
    }

    /** The discount before rounding. */
    public BigDecimal exact() {
        return Arithmetic.exact(
                exactNumerator,
                exactFactor,
                exactDivisor,
                state.item.unitPrice().currency());
    }
}
