package dev.holdfast.pricing.quote;

import java.util.Arrays;

/**
 * What the units of a line cost by now, in heaps of units that have the same history: one heap until a rule singles
 * some out.
 */
public final class Units {
    private static final int[] NO_COUNTS = {};
    private static final long[] NO_LEFTS = {};
    private static final boolean[] NO_USES = {};

    private final long floor;
    private int count;
    private long left;
    // Heaps beyond the first; most lines never have any.
    private int others;
    private int[] counts = NO_COUNTS;
    private long[] lefts = NO_LEFTS;
    private boolean[] used = NO_USES;

    /** {@code floor} is what a unit costs at least. */
    public Units(int quantity, long amount, long floor) {
        this.floor = floor;
        this.count = quantity;
        this.left = amount;
    }

    public Units copy() {
        Units copy = new Units(count, left, floor);
        if (others > 0) {
            copy.others = others;
            copy.counts = counts.clone();
            copy.lefts = lefts.clone();
            copy.used = used.clone();
        }
        return copy;
    }

    /** What all of them cost. */
    public long left() {
        long sum = left;
        for (int i = 0; i < others; i++) {
            sum += lefts[i];
        }
        return sum;
    }

    /** What can be taken off all of them. */
    public long room() {
        long sum = 0;
        for (int i = 0; i < heaps(); i++) {
            sum += room(left(i), count(i));
        }
        return sum;
    }

    /** What can be taken off so many units that cost so much. */
    public long room(long value, long units) {
        return Math.max(0, value - floor * units);
    }

    public int heaps() {
        return 1 + others;
    }

    public int count(int heap) {
        return heap == 0 ? count : counts[heap - 1];
    }

    public long left(int heap) {
        return heap == 0 ? left : lefts[heap - 1];
    }

    /** Whether the units of a heap were bought or got as part of a set. */
    public boolean isUsed(int heap) {
        return heap > 0 && used[heap - 1];
    }

    /** Takes an amount off all of them, each in proportion to what it costs. */
    public void take(long amount, Allocation allocation) {
        if (others == 0) {
            left -= amount;
            return;
        }
        long[] weights = new long[heaps()];
        long[] rooms = new long[heaps()];
        for (int i = 0; i < heaps(); i++) {
            weights[i] = left(i);
            rooms[i] = room(left(i), count(i));
        }
        long[] shares = allocation.spread(amount, weights, rooms);
        for (int i = 0; i < shares.length; i++) {
            lower(i, 0, shares[i]);
        }
    }

    /** Makes a heap of its own of units that cost so much, and takes an amount off it. */
    public void split(int heap, int units, long value, long amount, boolean use) {
        if (others == counts.length) {
            counts = Arrays.copyOf(counts, others + 4);
            lefts = Arrays.copyOf(lefts, others + 4);
            used = Arrays.copyOf(used, others + 4);
        }
        boolean inSet = isUsed(heap) || use;
        lower(heap, units, value);
        counts[others] = units;
        lefts[others] = value - amount;
        used[others] = inSet;
        others++;
    }

    private void lower(int heap, int units, long amount) {
        if (heap == 0) {
            count -= units;
            left -= amount;
        } else {
            counts[heap - 1] -= units;
            lefts[heap - 1] -= amount;
        }
    }
}
