package dev.holdfast.pricing.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A part of a hundred, more than 0 and at most 100, to four digits after the point.
 *
 * @param millionths the same as parts of a million: 12.5 percent are 125,000
 */
public record Percent(int millionths) {
    /** A hundred percent. */
    public static final Percent ALL = new Percent(1_000_000);

    private static final int DIGITS = 4;

    /** Checks the bounds. */
    public Percent {
        if (millionths < 1 || millionths > 1_000_000) {
            throw new IllegalArgumentException(
                    "percent: " + BigDecimal.valueOf(millionths, DIGITS) + " is not more than 0 and at most 100");
        }
    }

    /**
     * A percentage as it is written.
     *
     * @param percent such as {@code 12.5}
     * @throws IllegalArgumentException if it is out of bounds, or has more than four digits after the point
     */
    public static Percent of(BigDecimal percent) {
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("percent: " + percent + " is not more than 0 and at most 100");
        }
        try {
            return new Percent(percent.setScale(DIGITS, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("percent: " + percent + " has more than four digits after the point", e);
        }
    }

    /** The number, such as {@code 12.5}. */
    public BigDecimal toDecimal() {
        BigDecimal stripped = BigDecimal.valueOf(millionths, DIGITS).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The number with its sign, such as {@code 12.5%}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + '%';
    }
}
