package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What the units of an item currently cost, in lots of units with the same history: there is one lot until a rule
 * singles some units out. All amounts are in minor units.
 */
final class Units {
    private static final Comparator<Group> DEAREST_FIRST = Comparator.comparingLong(Group::most)
            .thenComparingLong(Group::least)
            .reversed();

    private static final int[] NO_COUNTS = {};
    private static final long[] NO_AMOUNTS = {};
    private static final boolean[] NO_FLAGS = {};

    private final long floor;
    private int count;
    private long left;
    // The lots after the first, which most items never have.
    private int others;
    private int[] counts = NO_COUNTS;
    private long[] lefts = NO_AMOUNTS;
    private boolean[] used = NO_FLAGS;

    /** One lot of units that cost an amount together; {@code floor} is the minimum price of a unit. */
    Units(int quantity, long amount, long floor) {
        this.floor = floor;
        this.count = quantity;
        this.left = amount;
    }

    Units copy() {
        Units copy = new Units(count, left, floor);
        if (others > 0) {
            copy.others = others;
            copy.counts = counts.clone();
            copy.lefts = lefts.clone();
            copy.used = used.clone();
        }
        return copy;
    }

    /** Whether the same lots cost the same. The units of one item are compared, so the minimum price is the same, too. */
    boolean isLike(Units other) {
        if (lots() != other.lots()) {
            return false;
        }
        for (int i = 0; i < lots(); i++) {
            if (count(i) != other.count(i) || left(i) != other.left(i) || isUsed(i) != other.isUsed(i)) {
                return false;
            }
        }
        return true;
    }

    /** A number that is the same for units that are alike. */
    long key() {
        long key = 0;
        for (int i = 0; i < lots(); i++) {
            key = 31 * (31 * key + left(i)) + count(i);
        }
        return key;
    }

    /** What all units cost. */
    long left() {
        long sum = left;
        for (int i = 0; i < others; i++) {
            sum += lefts[i];
        }
        return sum;
    }

    /** The most that can be taken off all units. */
    long room() {
        long sum = 0;
        for (int i = 0; i < lots(); i++) {
            sum += room(left(i), count(i));
        }
        return sum;
    }

    /** The most that can be taken off a number of units that cost {@code value}. */
    long room(long value, long units) {
        return Math.max(0, value - floor * units);
    }

    int lots() {
        return 1 + others;
    }

    int count(int lot) {
        return lot == 0 ? count : counts[lot - 1];
    }

    long left(int lot) {
        return lot == 0 ? left : lefts[lot - 1];
    }

    /** Whether the units of a lot are part of a set. */
    boolean isUsed(int lot) {
        return lot > 0 && used[lot - 1];
    }

    /** Takes an amount off all units, from each lot in proportion to what it costs. */
    void take(long amount, Allocation allocation) {
        if (others == 0) {
            left -= amount;
            return;
        }
        long[] weights = new long[lots()];
        long[] rooms = new long[lots()];
        for (int i = 0; i < lots(); i++) {
            weights[i] = left(i);
            rooms[i] = room(left(i), count(i));
        }
        long[] shares = allocation.spread(amount, weights, rooms);
        for (int i = 0; i < shares.length; i++) {
            lower(i, 0, shares[i]);
        }
    }

    /** Moves units that cost {@code value} to a lot of their own, and takes an amount off it. */
    void split(int lot, int units, long value, long amount, boolean use) {
        if (others == counts.length) {
            counts = Arrays.copyOf(counts, others + 4);
            lefts = Arrays.copyOf(lefts, others + 4);
            used = Arrays.copyOf(used, others + 4);
        }
        boolean inSet = isUsed(lot) || use;
        // A rule that is limited is applied anew with lower amounts, and the value is that of the first time: the last
        // units of a lot take all that is left of it with them.
        long moved = units == count(lot) ? left(lot) : value;
        lower(lot, units, moved);
        counts[others] = units;
        lefts[others] = moved - amount;
        used[others] = inSet;
        others++;
    }

    /**
     * The units by what each of them costs, dearest first. Lots that differ by no more than the rounding of a unit are
     * one group.
     *
     * @param total what all units cost, in their currency
     */
    List<ChargedUnits> charged(Money total) {
        if (others == 0) {
            return List.of(new ChargedUnits(count, total));
        }
        List<Group> lots = new ArrayList<>(lots());
        for (int i = 0; i < lots(); i++) {
            if (count(i) > 0) {
                lots.add(new Group(count(i), left(i)));
            }
        }
        lots.sort(DEAREST_FIRST);
        List<ChargedUnits> charged = new ArrayList<>(lots.size());
        Group dearest = lots.get(0);
        Group group = dearest;
        for (Group lot : lots.subList(1, lots.size())) {
            if (lot.isLike(dearest)) {
                group = new Group(group.units + lot.units, group.cost + lot.cost);
            } else {
                charged.add(group.in(total));
                dearest = lot;
                group = lot;
            }
        }
        charged.add(group.in(total));
        return charged;
    }

    private record Group(int units, long cost) {
        long least() {
            return cost / units;
        }

        long most() {
            return (cost + units - 1) / units;
        }

        boolean isLike(Group dearer) {
            return dearer.most() - least() <= 1 && (cost == 0) == (dearer.cost == 0);
        }

        ChargedUnits in(Money total) {
            return new ChargedUnits(units, new Money(cost, total.currency()));
        }
    }

    private void lower(int lot, int units, long amount) {
        if (lot == 0) {
            count -= units;
            left -= amount;
        } else {
            counts[lot - 1] -= units;
            lefts[lot - 1] -= amount;
        }
    }
}
