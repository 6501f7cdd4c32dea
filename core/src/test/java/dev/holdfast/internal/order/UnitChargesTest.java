package dev.holdfast.internal.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnitChargesTest {
    private static final int CASES = 20_000;

    private static final long seed = Seed.of(UnitChargesTest.class);
    private static final Random random = new Random(seed);

    @Test
    void threeUnitsForTenAreDividedByTheCent() {
        UnitCharges units = new UnitCharges(List.of(new OrderUnits(3, 1000)));

        assertThat(List.of(units.take(1), units.take(1), units.take(1))).containsExactly(333L, 333L, 334L);
    }

    @Test
    void unitsThatWereChargedDifferentlyLeaveAsTheyAreNamed() {
        UnitCharges units = new UnitCharges(List.of(new OrderUnits(2, 2000), new OrderUnits(1, 0)));

        assertThat(units.take(1, 1)).isZero();
        assertThat(units.take(0, 1)).isEqualTo(1000);
        assertThat(units.leftTotal()).isEqualTo(1000);
        assertThat(units.isAveraged()).isFalse();
    }

    @Test
    void unitsThatAreNotNamedStandForTheAverage() {
        UnitCharges units = new UnitCharges(List.of(new OrderUnits(2, 2000), new OrderUnits(1, 0)));

        assertThat(List.of(units.take(1), units.take(1), units.take(1))).containsExactly(666L, 667L, 667L);
        assertThat(units.isAveraged()).isTrue();
    }

    @Test
    void theLastGroupThatIsLeftNeedsNoName() {
        UnitCharges units = new UnitCharges(List.of(new OrderUnits(2, 2001), new OrderUnits(1, 0)));
        units.take(1, 1);

        assertThat(units.take(1)).isEqualTo(1000);
        assertThat(units.isAveraged()).isFalse();
        assertThat(units.take(0, 1)).isEqualTo(1001);
    }

    /** Every way in which few units of few groups can leave, named or not. */
    @Test
    void everySequenceOfFewUnitsAddsUp() {
        for (int first = 1; first <= 3; first++) {
            for (int second = 0; second <= 3; second++) {
                for (long total = 0; total <= 7; total++) {
                    List<OrderUnits> groups = new ArrayList<>(List.of(new OrderUnits(first, total)));
                    if (second > 0) {
                        groups.add(new OrderUnits(second, total / 2));
                    }
                    leave(new UnitCharges(groups), total + (second > 0 ? total / 2 : 0), groups);
                }
            }
        }
    }

    private static void leave(UnitCharges units, long expected, List<OrderUnits> groups) {
        assertThat(units.leftTotal()).isEqualTo(expected);
        if (units.left() == 0) {
            assertThat(expected).isZero();
            return;
        }
        for (int taken = 1; taken <= units.left(); taken++) {
            UnitCharges copy = units.copy();
            long average = units.leftTotal();
            long charged = copy.take(taken);
            assertThat(charged).isBetween(0L, average * taken / units.left() + 1);
            leave(copy, expected - charged, groups);
        }
        if (!units.isAveraged()) {
            for (int group = 0; group < groups.size(); group++) {
                for (int taken = 1; taken <= units.left(group); taken++) {
                    UnitCharges copy = units.copy();
                    long charged = copy.take(group, taken);
                    long most = (groups.get(group).total() * taken
                                    + groups.get(group).quantity()
                                    - 1)
                            / groups.get(group).quantity();
                    assertThat(charged).isBetween(0L, most);
                    leave(copy, expected - charged, groups);
                }
            }
        }
    }

    @Test
    void anySequenceAddsUpToWhatWasCharged() {
        for (int i = 0; i < CASES; i++) {
            List<OrderUnits> groups = new ArrayList<>();
            for (int group = 1 + random.nextInt(4); group > 0; group--) {
                int quantity = 1 + random.nextInt(random.nextBoolean() ? 5 : 100_000);
                groups.add(new OrderUnits(quantity, random.nextLong(1 + 100_000_000_000L * quantity)));
            }
            UnitCharges units = new UnitCharges(groups);
            long left = units.leftTotal();
            while (units.left() > 0) {
                int group = random.nextInt(groups.size());
                boolean isNamed = !units.isAveraged() && units.left(group) > 0 && random.nextInt(4) > 0;
                int taken = 1 + random.nextInt(isNamed ? units.left(group) : units.left());
                left -= isNamed ? units.take(group, taken) : units.take(taken);
                assertThat(units.leftTotal()).as("seed %s, case %s", seed, i).isEqualTo(left);
            }
            assertThat(left).as("seed %s, case %s", seed, i).isZero();
        }
    }

    @Test
    void anAmountIsDividedExactlyAndNoShareExceedsItsWeight() {
        for (int i = 0; i < CASES; i++) {
            long[] weights = random.longs(1 + random.nextInt(6), 0, random.nextBoolean() ? 4 : 1L << 50)
                    .toArray();
            long sum = Arrays.stream(weights).sum();
            long amount = random.nextLong(sum + 1);

            long[] shares = UnitCharges.divide(amount, weights);

            assertThat(Arrays.stream(shares).sum())
                    .as("seed %s, case %s", seed, i)
                    .isEqualTo(amount);
            for (int share = 0; share < shares.length; share++) {
                assertThat(shares[share]).as("seed %s, case %s", seed, i).isBetween(0L, weights[share]);
            }
            assertThat(UnitCharges.divide(sum, weights)).isEqualTo(weights);
        }
    }
}
