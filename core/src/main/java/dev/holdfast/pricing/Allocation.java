package dev.holdfast.pricing;

import java.math.RoundingMode;
import java.util.Arrays;

/** Shares an amount out, so that the shares add up to it to the last minor unit. */
final class Allocation {
    private Allocation() {}

    /**
     * Shares an amount in proportion to weights, by largest remainder; the first of equal remainders goes first.
     *
     * @param amount zero or more
     * @param weights zero or more each; when all are zero nobody gets anything
     * @param rooms the most that each can take; what does not fit goes to the others, and what fits nowhere to nobody
     */
    static long[] spread(long amount, long[] weights, long[] rooms) {
        long[] shares = new long[weights.length];
        long[] open = weights.clone();
        long left = amount;
        while (left > 0 && place(left, open, rooms, shares)) {
            left = amount - Arrays.stream(shares).sum();
        }
        return shares;
    }

    // Fills whoever has less room than their share, and shares the rest among the others in a next round.
    private static boolean place(long amount, long[] open, long[] rooms, long[] shares) {
        long total = Arrays.stream(open).sum();
        if (total == 0) {
            return false;
        }
        boolean filled = false;
        for (int i = 0; i < open.length; i++) {
            // Exactly full is no overflow, so that equal rooms and weights are placed in one go.
            if (open[i] > 0
                    && Arithmetic.multiplyDivide(amount, open[i], total, RoundingMode.DOWN) >= rooms[i]
                    && exceeds(amount, open[i], total, rooms[i])) {
                shares[i] = rooms[i];
                open[i] = 0;
                filled = true;
            }
        }
        if (!filled) {
            largestRemainder(amount, open, total, shares);
        }
        return filled;
    }

    private static boolean exceeds(long amount, long weight, long total, long room) {
        return Arithmetic.multiplyDivide(amount, weight, total, RoundingMode.DOWN) > room
                || Arithmetic.multiplyRemainder(amount, weight, total) > 0;
    }

    private static void largestRemainder(long amount, long[] weights, long total, long[] shares) {
        long[] remainders = new long[weights.length];
        long rest = amount;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                shares[i] = Arithmetic.multiplyDivide(amount, weights[i], total, RoundingMode.DOWN);
                remainders[i] = Arithmetic.multiplyRemainder(amount, weights[i], total);
                rest -= shares[i];
            }
        }
        for (; rest > 0; rest--) {
            int largest = 0;
            for (int i = 1; i < remainders.length; i++) {
                if (remainders[i] > remainders[largest]) {
                    largest = i;
                }
            }
            shares[largest]++;
            remainders[largest] = 0;
        }
    }
}
