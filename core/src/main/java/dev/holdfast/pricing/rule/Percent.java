package dev.holdfast.pricing.rule;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A percentage above 0 and up to 100, with up to {@value #DECIMALS} decimals.
 *
 * @param millionths the percentage in parts per million: 125,000 for 12.5 percent
 */
public record Percent(int millionths) {
    /** 100 percent. */
    public static final Percent ALL = new Percent(1_000_000);

    /** The most decimals of a percentage. */
    public static final int DECIMALS = 4;

    /** Checks the bounds. */
    public Percent {
        if (millionths < 1 || millionths > 1_000_000) {
            throw new IllegalArgumentException(
                    "percent: " + BigDecimal.valueOf(millionths, DECIMALS) + " is not above 0 and up to 100");
        }
    }

    /**
     * Makes a percentage of a number.
     *
     * @param percent such as {@code 12.5}
     * @throws IllegalArgumentException if it is out of bounds, or has more than {@value #DECIMALS} decimals
     */
    public static Percent of(BigDecimal percent) {
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("percent: " + percent + " is not above 0 and up to 100");
        }
        try {
            return new Percent(percent.setScale(DECIMALS, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("percent: " + percent + " has more than " + DECIMALS + " decimals", e);
        }
    }

    /** The percentage as a number without trailing zeros, such as {@code 12.5}. */
    public BigDecimal toDecimal() {
        BigDecimal stripped = BigDecimal.valueOf(millionths, DECIMALS).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The percentage with its sign, such as {@code 12.5%}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + '%';
    }
}
