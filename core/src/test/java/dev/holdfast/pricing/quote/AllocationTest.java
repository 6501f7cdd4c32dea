package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import dev.holdfast.testing.Seed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Amounts that are divided into shares, compared with decimals; whichever share takes the rest. */
@Tag("quick")
class AllocationTest {
    private static final List<RoundingMode> MODES =
            List.of(RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN);
    private static final List<Remainder> REMAINDERS = List.of(Remainder.values());

    @Test
    void what_is_missing_goes_to_the_share_that_misses_most_to_the_first_or_to_the_last() {
        // 10 of 5, 8 and 7 parts of 20: 2.5, 4 and 3.5.
        assertThat(shares(10, RoundingMode.DOWN, Remainder.LARGEST, 5, 8, 7)).containsExactly(3, 4, 3);
        assertThat(shares(10, RoundingMode.DOWN, Remainder.LAST, 5, 8, 7)).containsExactly(2, 4, 4);
        // 5 of 1, 2 and 4 parts of 7: 0.71, 1.43 and 2.86.
        assertThat(shares(5, RoundingMode.DOWN, Remainder.LARGEST, 1, 2, 4)).containsExactly(1, 1, 3);
        assertThat(shares(5, RoundingMode.DOWN, Remainder.FIRST, 1, 2, 4)).containsExactly(1, 2, 2);
        assertThat(shares(5, RoundingMode.DOWN, Remainder.LAST, 1, 2, 4)).containsExactly(0, 2, 3);
    }

    @Test
    void what_is_too_much_is_taken_from_the_share_that_has_most_too_much() {
        // 7 of 3, 5 and 6 parts of 14: 1.5, 2.5 and 3, of which two are rounded up.
        assertThat(shares(7, RoundingMode.HALF_UP, Remainder.LARGEST, 3, 5, 6)).containsExactly(1, 3, 3);
        assertThat(shares(7, RoundingMode.HALF_UP, Remainder.LAST, 3, 5, 6)).containsExactly(2, 2, 3);
        // 4 of 9, 8 and 7 parts of 24: 1.5, 1.33 and 1.17; then 5 of 5, 6 and 7 parts of 18: 1.39, 1.67 and 1.94.
        assertThat(shares(4, RoundingMode.HALF_UP, Remainder.LARGEST, 9, 8, 7)).containsExactly(2, 1, 1);
        assertThat(shares(5, RoundingMode.HALF_UP, Remainder.LARGEST, 5, 6, 7)).containsExactly(1, 2, 2);
        // 2 of 7, 6 and 8 parts of 21: 0.67, 0.57 and 0.76, of which all are rounded up.
        assertThat(shares(2, RoundingMode.HALF_UP, Remainder.LARGEST, 7, 6, 8)).containsExactly(1, 0, 1);
        assertThat(shares(2, RoundingMode.HALF_UP, Remainder.FIRST, 7, 6, 8)).containsExactly(0, 1, 1);
    }

    @Test
    void a_share_without_room_leaves_its_part_to_the_others() {
        Allocation allocation = new Allocation(PricingPolicy.DEFAULT);

        assertThat(allocation.spread(10, new long[] {1, 1, 2}, new long[] {9, 1, 9}))
                .containsExactly(3, 1, 6);
        assertThat(allocation.spread(10, new long[] {1, 1, 2}, new long[] {9, 0, 4}))
                .containsExactly(6, 0, 4);
        assertThat(allocation.spread(10, new long[] {1, 1, 2}, new long[] {2, 3, 4}))
                .as("nobody has room for the rest")
                .containsExactly(2, 3, 4);
        assertThat(allocation.spread(10, new long[] {0, 0}, new long[] {9, 9})).containsExactly(0, 0);
        assertThat(allocation.spread(0, new long[] {1, 2}, new long[] {9, 9})).containsExactly(0, 0);
        assertThat(allocation.spread(4, new long[] {1, 1}, new long[] {2, 2}))
                .as("just enough")
                .containsExactly(2, 2);
    }

    @Test
    void any_amount_is_divided_as_decimals_say() {
        long seed = Seed.of(AllocationTest.class);
        Random random = new Random(seed);
        for (int round = 0; round < Seed.rounds(20_000); round++) {
            int count = 1 + random.nextInt(5);
            long scale = random.nextInt(4) == 0 ? 1_000_000_000L : 1;
            long[] weights =
                    random.longs(count, 0, 12).map(weight -> weight * scale).toArray();
            long[] rooms = random.nextBoolean()
                    ? random.longs(count, 0, 15).toArray()
                    : random.longs(count, 100, 200).toArray();
            RoundingMode mode = MODES.get(random.nextInt(MODES.size()));
            Remainder remainder = REMAINDERS.get(random.nextInt(REMAINDERS.size()));
            long amount = random.nextInt(40);

            assertThat(new Allocation(PricingPolicy.DEFAULT.withShares(mode, remainder)).spread(amount, weights, rooms))
                    .as(
                            "seed %d: %d by %s into %s, %s, %s",
                            seed, amount, Arrays.toString(weights), Arrays.toString(rooms), mode, remainder)
                    .isEqualTo(naive(amount, weights, rooms, mode, remainder));
        }
    }

    private static long[] shares(long amount, RoundingMode mode, Remainder remainder, long... weights) {
        long[] rooms = new long[weights.length];
        Arrays.fill(rooms, 1_000);
        return new Allocation(PricingPolicy.DEFAULT.withShares(mode, remainder)).spread(amount, weights, rooms);
    }

    private static long[] naive(long amount, long[] weights, long[] rooms, RoundingMode mode, Remainder remainder) {
        long[] shares = new long[weights.length];
        boolean[] isOpen = new boolean[weights.length];
        for (int i = 0; i < weights.length; i++) {
            isOpen[i] = weights[i] > 0;
        }
        while (true) {
            long left = amount - Arrays.stream(shares).sum();
            BigDecimal[] exact = exact(left, weights, isOpen);
            boolean isFilled = false;
            for (int i = 0; i < shares.length; i++) {
                if (isOpen[i] && exact[i].compareTo(BigDecimal.valueOf(rooms[i])) > 0) {
                    shares[i] = rooms[i];
                    isOpen[i] = false;
                    isFilled = true;
                }
            }
            if (!isFilled) {
                divide(left, exact, isOpen, shares, mode, remainder);
                return shares;
            }
        }
    }

    private static BigDecimal[] exact(long left, long[] weights, boolean[] isOpen) {
        long total = 0;
        for (int i = 0; i < weights.length; i++) {
            total += isOpen[i] ? weights[i] : 0;
        }
        BigDecimal[] exact = new BigDecimal[weights.length];
        for (int i = 0; i < weights.length; i++) {
            exact[i] = total == 0
                    ? BigDecimal.ZERO
                    : BigDecimal.valueOf(left)
                            .multiply(BigDecimal.valueOf(weights[i]))
                            .divide(BigDecimal.valueOf(total), MathContext.DECIMAL128);
        }
        return exact;
    }

    private static void divide(
            long left, BigDecimal[] exact, boolean[] isOpen, long[] shares, RoundingMode mode, Remainder remainder) {
        long rest = left;
        boolean isAnyOpen = false;
        for (int i = 0; i < shares.length; i++) {
            if (isOpen[i]) {
                shares[i] = exact[i].setScale(0, mode).longValueExact();
                rest -= shares[i];
                isAnyOpen = true;
            }
        }
        while (isAnyOpen && rest != 0) {
            int sign = Long.signum(rest);
            int chosen = -1;
            BigDecimal mostMissing = BigDecimal.ZERO;
            for (int i = 0; i < shares.length; i++) {
                BigDecimal missing =
                        exact[i].subtract(BigDecimal.valueOf(shares[i])).multiply(BigDecimal.valueOf(sign));
                if (!isOpen[i] || missing.compareTo(new BigDecimal("1e-20")) < 0) {
                    continue;
                }
                boolean isBetter = switch (remainder) {
                    case FIRST -> chosen < 0;
                    case LAST -> true;
                    default -> missing.subtract(mostMissing).compareTo(new BigDecimal("1e-20")) > 0;
                };
                if (isBetter) {
                    chosen = i;
                    mostMissing = missing;
                }
            }
            shares[chosen] += sign;
            rest -= sign;
        }
    }
}
