package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import java.math.RoundingMode;
import java.util.Arrays;

/** Divides an amount into shares that add up to it exactly. All amounts are in minor units. */
final class Allocation {
    private final RoundingMode rounding;
    private final Remainder remainder;

    Allocation(PricingPolicy policy) {
        this.rounding = policy.shares();
        this.remainder = policy.remainder();
    }

    /**
     * Divides an amount in proportion to weights.
     *
     * @param amount zero or more
     * @param weights zero or more each; if all are zero, so are the shares
     * @param rooms the most that each share can be; any excess goes to the others, and is dropped if none has room
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

    /**
     * Fills each share that has too little room for its part. If there is none, divides the whole amount.
     *
     * @return whether any share was filled, so that the rest is still to be divided
     */
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
        // How far each share is below its exact value, in units of 1/total.
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

    /** The share to adjust next, so that none ever differs from its exact value by a whole unit. */
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
