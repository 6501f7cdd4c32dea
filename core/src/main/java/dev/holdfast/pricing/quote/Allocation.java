package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import java.math.RoundingMode;
import java.util.Arrays;

/** Shares an amount out, so that the shares add up to it to the last minor unit. */
final class Allocation {
    private final RoundingMode rounding;
    private final Remainder remainder;

    Allocation(PricingPolicy policy) {
        this.rounding = policy.shares();
        this.remainder = policy.remainder();
    }

    /**
     * Shares an amount in proportion to weights.
     *
     * @param amount zero or more
     * @param weights zero or more each; when all are zero nobody gets anything
     * @param rooms the most that each can take; what does not fit goes to the others, and what fits nowhere to nobody
     */
    long[] spread(long amount, long[] weights, long[] rooms) {
        long[] shares = new long[weights.length];
        long[] open = weights.clone();
        long left = amount;
        while (left > 0 && fill(left, open, rooms, shares)) {
            left = amount - Arrays.stream(shares).sum();
        }
        return shares;
    }

    /** Fills whoever has less room than their share; when nobody has, shares all of it. Whether it filled anybody. */
    private boolean fill(long amount, long[] open, long[] rooms, long[] shares) {
        long total = Arrays.stream(open).sum();
        if (total == 0) {
            return false;
        }
        boolean filled = false;
        for (int i = 0; i < open.length; i++) {
            if (open[i] > 0 && Arithmetic.multiplyDivide(amount, open[i], total, RoundingMode.UP) > rooms[i]) {
                shares[i] = rooms[i];
                open[i] = 0;
                filled = true;
            }
        }
        if (!filled) {
            share(amount, open, total, shares);
        }
        return filled;
    }

    private void share(long amount, long[] weights, long total, long[] shares) {
        // How far each share is below what is exact, in parts of the total.
        long[] missing = new long[weights.length];
        long rest = amount;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                long floor = Arithmetic.multiplyDivide(amount, weights[i], total, RoundingMode.DOWN);
                long over = Arithmetic.multiplyRemainder(amount, weights[i], total);
                shares[i] = Arithmetic.multiplyDivide(amount, weights[i], total, rounding);
                missing[i] = shares[i] > floor ? over - total : over;
                rest -= shares[i];
            }
        }
        while (rest != 0) {
            int next = next(weights, missing, rest > 0);
            shares[next] += rest > 0 ? 1 : -1;
            missing[next] += rest > 0 ? -total : total;
            rest += rest > 0 ? -1 : 1;
        }
    }

    /** Whose share is changed next, so that nobody's is ever a whole unit away from what is exact. */
    private int next(long[] weights, long[] missing, boolean up) {
        int best = -1;
        for (int step = 0; step < weights.length; step++) {
            int i = remainder == Remainder.LAST ? weights.length - 1 - step : step;
            boolean possible = weights[i] > 0 && (up ? missing[i] > 0 : missing[i] < 0);
            if (possible && remainder != Remainder.LARGEST) {
                return i;
            }
            if (possible && (best < 0 || (up ? missing[i] > missing[best] : missing[i] < missing[best]))) {
                best = i;
            }
        }
        if (best < 0) {
            throw new IllegalStateException("the shares do not add up");
        }
        return best;
    }
}
