package dev.holdfast.internal.order;

import java.math.BigInteger;
import java.util.List;

/**
 * The charges of an item's units, and the part of them that belongs to units that have left the order.
 *
 * <p>Units leave a group one after the other, and the total of a group is divided among its units in that order, rounded
 * down as it adds up: so no unit stands for more than its share rounded up, and all of them together stand for exactly
 * the group's total. Units of which nobody said to which group they belong stand for the average of all that are left;
 * from then on the item has one group. Not thread-safe.
 */
public final class UnitCharges {
    /** Units that were charged alike, and how many of them have left. */
    private static final class Group {
        final int quantity;
        final long total;
        int gone;

        Group(int quantity, long total) {
            this.quantity = quantity;
            this.total = total;
        }

        int left() {
            return quantity - gone;
        }

        long leftTotal() {
            return total - share(total, gone, quantity);
        }

        long take(int units) {
            long before = share(total, gone, quantity);
            gone += units;
            return share(total, gone, quantity) - before;
        }
    }

    private List<Group> groups;
    private boolean averaged;

    /** The units of an item that is complete. */
    public UnitCharges(List<OrderUnits> units) {
        groups = units.stream()
                .map(group -> new Group(group.quantity(), group.total()))
                .toList();
    }

    private UnitCharges(UnitCharges other) {
        groups = other.groups.stream()
                .map(group -> {
                    Group copy = new Group(group.quantity, group.total);
                    copy.gone = group.gone;
                    return copy;
                })
                .toList();
        averaged = other.averaged;
    }

    UnitCharges copy() {
        return new UnitCharges(this);
    }

    /** Units that are left. */
    public int left() {
        return groups.stream().mapToInt(Group::left).sum();
    }

    /** What the units that are left were charged. */
    public long leftTotal() {
        return groups.stream().mapToLong(Group::leftTotal).sum();
    }

    /** Whether units that were charged differently have left without a word about which they were. */
    public boolean isAveraged() {
        return averaged;
    }

    /** Units that are left of a group of an item that is not averaged. */
    public int left(int group) {
        return groups.get(group).left();
    }

    /**
     * Takes units away.
     *
     * @param units at most as many as are left
     * @return what they were charged
     */
    public long take(int units) {
        List<Group> open = groups.stream().filter(group -> group.left() > 0).toList();
        if (open.size() > 1) {
            groups = List.of(new Group(left(), leftTotal()));
            open = groups;
            averaged = true;
        }
        return open.get(0).take(units);
    }

    /**
     * Takes units of a group away; the item must not be averaged.
     *
     * @param units at most as many as are left of the group
     * @return what they were charged
     */
    public long take(int group, int units) {
        if (averaged) {
            throw new IllegalStateException("the groups are averaged");
        }
        return groups.get(group).take(units);
    }

    /** The part of an amount for {@code part} of {@code whole}, rounded down. */
    static long share(long amount, long part, long whole) {
        if (part == whole) {
            return amount;
        }
        if (Math.multiplyHigh(amount, part) == 0 && amount * part >= 0) {
            return amount * part / whole;
        }
        return BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(part))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /**
     * Divides an amount in proportion to weights, exactly. No share exceeds its weight where the amount does not exceed
     * the sum of all weights.
     */
    public static long[] divide(long amount, long[] weights) {
        long sum = 0;
        for (long weight : weights) {
            sum += weight;
        }
        long[] shares = new long[weights.length];
        if (sum == 0) {
            if (shares.length > 0) {
                shares[0] = amount;
            }
            return shares;
        }
        long reached = 0;
        long given = 0;
        for (int i = 0; i < weights.length; i++) {
            reached += weights[i];
            long upTo = share(amount, reached, sum);
            shares[i] = upTo - given;
            given = upTo;
        }
        return shares;
    }
}
