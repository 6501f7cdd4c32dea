package dev.holdfast.pricing;

import java.util.Arrays;

/**
 * What the units of a line cost by now, in heaps of units that have the same history: one heap until a rule singles
 * some out.
 */
final class Units {
    private final long floor;
    private int heaps = 1;
    private int[] counts;
    private long[] lefts;
    private boolean[] used;

    /** {@code floor} is what a unit costs at least. */
    Units(int quantity, long amount, long floor) {
        this.floor = floor;
        this.counts = new int[] {quantity};
        this.lefts = new long[] {amount};
        this.used = new boolean[] {false};
    }

    private Units(Units other) {
        this.floor = other.floor;
        this.heaps = other.heaps;
        this.counts = other.counts.clone();
        this.lefts = other.lefts.clone();
        this.used = other.used.clone();
    }

    Units copy() {
        return new Units(this);
    }

    /** What all of them cost. */
    long left() {
        long sum = 0;
        for (int i = 0; i < heaps; i++) {
            sum += lefts[i];
        }
        return sum;
    }

    /** What can be taken off all of them. */
    long room() {
        long sum = 0;
        for (int i = 0; i < heaps; i++) {
            sum += room(i);
        }
        return sum;
    }

    /** What can be taken off so many units that cost so much. */
    long room(long value, long units) {
        return Math.max(0, value - floor * units);
    }

    int heaps() {
        return heaps;
    }

    int count(int heap) {
        return counts[heap];
    }

    long left(int heap) {
        return lefts[heap];
    }

    /** Whether the units of a heap were bought or got as part of a set. */
    boolean isUsed(int heap) {
        return used[heap];
    }

    /** Takes an amount off all of them, each in proportion to what it costs. */
    void take(long amount, Allocation allocation) {
        if (heaps == 1) {
            lefts[0] -= amount;
            return;
        }
        long[] rooms = new long[heaps];
        for (int i = 0; i < heaps; i++) {
            rooms[i] = room(i);
        }
        long[] shares = allocation.spread(amount, Arrays.copyOf(lefts, heaps), rooms);
        for (int i = 0; i < heaps; i++) {
            lefts[i] -= shares[i];
        }
    }

    /** Makes a heap of its own of units that cost so much, and takes an amount off it. */
    void split(int heap, int units, long value, long amount, boolean use) {
        if (heaps == counts.length) {
            counts = Arrays.copyOf(counts, heaps + 4);
            lefts = Arrays.copyOf(lefts, heaps + 4);
            used = Arrays.copyOf(used, heaps + 4);
        }
        counts[heap] -= units;
        lefts[heap] -= value;
        counts[heaps] = units;
        lefts[heaps] = value - amount;
        used[heaps] = used[heap] || use;
        heaps++;
    }

    private long room(int heap) {
        return room(lefts[heap], counts[heap]);
    }
}
