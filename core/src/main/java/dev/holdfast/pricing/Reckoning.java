package dev.holdfast.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** What a discount is reckoned on, and what it takes off. For the price engine; lives as long as one step of it. */
public final class Reckoning {
    private static final long MILLION = 1_000_000;

    private final List<Part> parts;
    private final boolean together;
    private final long base;
    private long numerator;
    private long factor = 1;
    private long divisor = 1;
    private long wanted;

    /** {@code together} for an order rule: its parts are one amount. */
    Reckoning(List<LineState> lines, boolean together) {
        this.together = together;
        this.parts = new ArrayList<>(lines.size());
        long sum = 0;
        for (LineState line : lines) {
            parts.add(new Part(line));
            sum += line.left;
        }
        this.base = sum;
    }

    List<Part> parts() {
        return parts;
    }

    /** What all parts come to. */
    long base() {
        return base;
    }

    /** Takes a part of each part, or of all together. */
    void takePercent(Percent percent) {
        if (together) {
            spread(base, percent.millionths(), MILLION);
        } else {
            for (Part part : parts) {
                part.take(part.base, percent.millionths(), MILLION);
            }
        }
    }

    /** Takes one amount off all parts, each in proportion to what it is worth. */
    void spread(long amount) {
        spread(amount, 1, 1);
    }

    private void spread(long newNumerator, long newFactor, long newDivisor) {
        numerator = newNumerator;
        factor = newFactor;
        divisor = newDivisor;
        wanted = Arithmetic.multiplyDivide(numerator, factor, divisor, RoundingMode.HALF_UP);
        long[] weights = parts.stream().mapToLong(part -> part.base).toArray();
        long[] shares = Allocation.spread(wanted, weights, weights);
        for (int i = 0; i < shares.length; i++) {
            Part part = parts.get(i);
            part.numerator = wanted;
            part.factor = weights[i];
            part.divisor = Math.max(1, base);
            part.amount = shares[i];
            part.capped = wanted > base;
        }
    }

    /** Lowers what was taken to a limit, in proportion. */
    void limitTo(long limit) {
        long[] amounts = parts.stream().mapToLong(part -> part.amount).toArray();
        long[] shares = Allocation.spread(limit, amounts, amounts);
        for (int i = 0; i < shares.length; i++) {
            parts.get(i).amount = shares[i];
        }
    }

    /** What was taken off all parts. */
    long amount() {
        long sum = 0;
        for (Part part : parts) {
            sum += part.amount;
        }
        return sum;
    }

    /** Whether there was less than should have been taken off all parts together. */
    boolean capped() {
        return wanted > base;
    }

    /** The same before rounding. */
    BigDecimal exact(Currency currency) {
        return Arithmetic.exact(numerator, factor, divisor, currency);
    }

    /** A line, and what is taken off it. */
    static final class Part {
        private final LineState line;
        private final long base;
        private long numerator;
        private long factor = 1;
        private long divisor = 1;
        private long amount;
        private boolean capped;

        private Part(LineState line) {
            this.line = line;
            this.base = line.left;
        }

        LineState line() {
            return line;
        }

        int units() {
            return line.line.quantity();
        }

        /** What it is worth by now. */
        long base() {
            return base;
        }

        /** Takes an amount, or what there is where that is less. */
        void take(long newWanted) {
            take(newWanted, 1, 1);
        }

        private void take(long newNumerator, long newFactor, long newDivisor) {
            numerator = newNumerator;
            factor = newFactor;
            divisor = newDivisor;
            long wanted = Arithmetic.multiplyDivide(numerator, factor, divisor, RoundingMode.HALF_UP);
            capped = wanted > base;
            amount = Math.min(wanted, base);
        }

        /** Whether there was less than should have been taken. */
        boolean capped() {
            return capped;
        }

        long amount() {
            return amount;
        }

        BigDecimal exact(Currency currency) {
            return Arithmetic.exact(numerator, factor, divisor, currency);
        }
    }
}
