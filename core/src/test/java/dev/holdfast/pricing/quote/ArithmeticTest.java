package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Compared with numbers of any size, on both sides of 2^63 and 2^64. */
@Tag("quick")
class ArithmeticTest {
    // 20 million rupiah, times 60 of 80 million: a product between 2^63 and 2^64.
    private static final long RP_20_MILLION = 2_000_000_000L;
    private static final long RP_60_MILLION = 6_000_000_000L;
    private static final long RP_80_MILLION = 8_000_000_000L;

    @Test
    void a_product_between_the_largest_long_and_twice_that_is_no_negative_number() {
        assertThat(BigInteger.valueOf(RP_20_MILLION)
                        .multiply(BigInteger.valueOf(RP_60_MILLION))
                        .longValue())
                .as("as a long")
                .isNegative();
        assertThat(Math.multiplyHigh(RP_20_MILLION, RP_60_MILLION)).isZero();

        assertThat(Arithmetic.multiplyDivide(RP_20_MILLION, RP_60_MILLION, RP_80_MILLION, RoundingMode.DOWN))
                .isEqualTo(1_500_000_000L);
        assertThat(Arithmetic.multiplyRemainder(RP_20_MILLION, RP_60_MILLION + 1, RP_80_MILLION))
                .isEqualTo(2_000_000_000L);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CEILING", "FLOOR", "UNNECESSARY"})
    void quotients_and_remainders_are_exact_whatever_the_size_of_the_product(RoundingMode mode) {
        Random random = new Random(mode.name().hashCode());
        for (int i = 0; i < Seed.rounds(20_000); i++) {
            // Products of 2 to 108 bits, most of them near 63 and 64.
            int bits = i % 3 == 0 ? random.nextInt(1, 54) : 31 + random.nextInt(2);
            long a = number(random, bits);
            long b = number(random, i % 3 == 0 ? random.nextInt(1, 54) : 63 - bits + random.nextInt(3));
            long divisor = Math.max(number(random, 1 + random.nextInt(54)), Math.max(a, b) / 1_000 + 1);
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));

            assertThat(Arithmetic.multiplyDivide(a, b, divisor, mode))
                    .as("%d * %d / %d", a, b, divisor)
                    .isEqualTo(new BigDecimal(product)
                            .divide(BigDecimal.valueOf(divisor), 0, mode)
                            .longValueExact());
            assertThat(Arithmetic.multiplyRemainder(a, b, divisor))
                    .as("%d * %d mod %d", a, b, divisor)
                    .isEqualTo(product.mod(BigInteger.valueOf(divisor)).longValueExact());
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CEILING", "FLOOR", "UNNECESSARY"})
    void halves_are_rounded_as_the_mode_says(RoundingMode mode) {
        for (long a : List.of(0L, 1L, 2L, 3L, 5L, 7L, 9L, 15L, 25L)) {
            for (long divisor : List.of(1L, 2L, 3L, 4L, 6L, 10L)) {
                assertThat(Arithmetic.multiplyDivide(a, 1, divisor, mode))
                        .as("%d / %d", a, divisor)
                        .isEqualTo(BigDecimal.valueOf(a)
                                .divide(BigDecimal.valueOf(divisor), 0, mode)
                                .longValueExact());
            }
        }
    }

    @Test
    void an_exact_amount_has_six_more_decimals_than_its_currency_at_most_and_no_zeros_among_them() {
        long[] divisors = {1, 2, 3, 4, 7, 10, 1_000, 1_000_000, 999_999};
        long edge = Long.MAX_VALUE / 1_000_000;
        long[] amounts = {0, 1, 5, 10, 333, 100_000, 12_345_678, edge - 1, edge, edge + 1, Long.MAX_VALUE / 4};
        for (String code : List.of("JPY", "USD", "KWD")) {
            Currency currency = Currency.getInstance(code);
            for (long a : amounts) {
                for (long divisor : divisors) {
                    for (long b : new long[] {0, 1, divisor / 2, divisor - 1, divisor, divisor + 1}) {
                        assertThat(Arithmetic.exact(a, b, divisor, currency))
                                .as("%d * %d / %d in %s", a, b, divisor, code)
                                .isEqualTo(exact(a, b, divisor, currency.getDefaultFractionDigits()));
                    }
                }
            }
        }
    }

    private static BigDecimal exact(long a, long b, long divisor, int digits) {
        BigDecimal value = BigDecimal.valueOf(a)
                .multiply(BigDecimal.valueOf(b))
                .divide(BigDecimal.valueOf(divisor), 6, RoundingMode.HALF_UP)
                .movePointLeft(digits)
                .stripTrailingZeros();
        return value.scale() < digits ? value.setScale(digits) : value;
    }

    /** A number of so many bits. */
    private static long number(Random random, int bits) {
        return 1L << (bits - 1) | random.nextLong() >>> (64 - bits) >>> 1;
    }
}
