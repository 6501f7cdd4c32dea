package dev.holdfast.pricing.quote;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/** Integer arithmetic whose intermediate results never overflow. */
final class Arithmetic {
    /** The decimals of an exact amount beyond those of its currency. */
    private static final int EXTRA_DIGITS = 6;

    private static final long POWER = 1_000_000;

    private Arithmetic() {}

    /** Returns {@code a * b / divisor}, rounded. The factors must not be negative, and the divisor must be positive. */
    static long multiplyDivide(long a, long b, long divisor, RoundingMode mode) {
        long low = a * b;
        if (low >= 0 && Math.multiplyHigh(a, b) == 0) {
            long quotient = low / divisor;
            return roundsUp(quotient, low % divisor, divisor, mode) ? quotient + 1 : quotient;
        }
        BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        BigDecimal exact = new BigDecimal(product);
        return exact.divide(BigDecimal.valueOf(divisor), 0, mode).longValueExact();
    }

    /** Returns the remainder of {@code a * b / divisor}. */
    static long multiplyRemainder(long a, long b, long divisor) {
        long low = a * b;
        if (low >= 0 && Math.multiplyHigh(a, b) == 0) {
            return low % divisor;
        }
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .mod(BigInteger.valueOf(divisor))
                .longValueExact();
    }

    /** Returns {@code a * b / divisor} minor units as a decimal number with up to six more decimals than the currency. */
    static BigDecimal exact(long a, long b, long divisor, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        if (b == divisor) {
            return BigDecimal.valueOf(a, digits);
        }
        if (POWER % divisor == 0 && a < Long.MAX_VALUE / POWER && b <= divisor) {
            long scaled = a * b * (POWER / divisor);
            int scale = EXTRA_DIGITS;
            while (scale > 0 && scaled % 10 == 0) {
                scaled /= 10;
                scale--;
            }
            return BigDecimal.valueOf(scaled, scale + digits);
        }
        BigDecimal value = BigDecimal.valueOf(a)
                .multiply(BigDecimal.valueOf(b))
                .divide(BigDecimal.valueOf(divisor), EXTRA_DIGITS, RoundingMode.HALF_UP);
        return stripped(value.scaleByPowerOfTen(-digits), digits);
    }

    /** Returns a number of minor units as a decimal number with up to six more decimals than the currency. */
    static BigDecimal exact(BigDecimal minor, Currency currency) {
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        return stripped(minor.setScale(EXTRA_DIGITS, RoundingMode.HALF_UP).scaleByPowerOfTen(-digits), digits);
    }

    private static BigDecimal stripped(BigDecimal value, int leastDigits) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < leastDigits ? stripped.setScale(leastDigits) : stripped;
    }

    private static boolean roundsUp(long quotient, long remainder, long divisor, RoundingMode mode) {
        if (remainder == 0 || mode == RoundingMode.DOWN || mode == RoundingMode.UP) {
            return remainder != 0 && mode == RoundingMode.UP;
        }
        int half = Long.compare(remainder, divisor - remainder);
        if (half != 0) {
            return half > 0;
        }
        return mode == RoundingMode.HALF_UP || mode == RoundingMode.HALF_EVEN && (quotient & 1) == 1;
    }
}
