package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units of an item of a cart that one counter holds: a row of {@code cart_items}.
 *
 * @param rowId the id of the row; the first hold of an item has the id of the item
 * @param quantity at least 1
 * @param backordered units of the quantity that are not on hand
 * @param availableAt when those are there, as it was promised; null if nobody knows
 */
public record Hold(
        int rowId,
        StockKey key,
        int quantity,
        int backordered,
        @Nullable Instant availableAt) {
    /** Nothing is promised of units that are on hand. */
    public Hold {
        availableAt = backordered == 0 ? null : availableAt;
    }

    /** Units that are all on hand. */
    public static Hold onHand(int rowId, StockKey key, int quantity) {
        return new Hold(rowId, key, quantity, 0, null);
    }

    /** Units that were promised for a time. */
    public int preordered() {
        return availableAt == null ? 0 : backordered;
    }

    /** Units that are on hand. */
    public int onHand() {
        return quantity - backordered;
    }

    private Hold with(int units, int notOnHand) {
        return new Hold(rowId, key, units, notOnHand, availableAt);
    }

    // What was promised last is what the shop knows by now, and counts for all units.
    private Hold and(Hold added) {
        return new Hold(
                rowId,
                key,
                quantity + added.quantity,
                backordered + added.backordered,
                added.backordered > 0 ? added.availableAt : availableAt);
    }

    private Hold numbered(int id) {
        return id == rowId ? this : new Hold(id, key, quantity, backordered, availableAt);
    }

    /** So many units of holds: first those that are not on hand go, then those that were taken last. */
    public static List<Hold> lowered(List<Hold> holds, int quantity) {
        int tooMany = holds.stream().mapToInt(Hold::quantity).sum() - quantity;
        List<Hold> left = new ArrayList<>(holds);
        for (int i = left.size() - 1; i >= 0 && tooMany > 0; i--) {
            Hold hold = left.get(i);
            int units = Math.min(tooMany, hold.backordered);
            left.set(i, hold.with(hold.quantity - units, hold.backordered - units));
            tooMany -= units;
        }
        for (int i = left.size() - 1; i >= 0 && tooMany > 0; i--) {
            Hold hold = left.get(i);
            int units = Math.min(tooMany, hold.quantity);
            left.set(i, hold.with(hold.quantity - units, hold.backordered));
            tooMany -= units;
        }
        left.removeIf(hold -> hold.quantity == 0);
        return List.copyOf(left);
    }

    /** Holds with more units, each added to that of the same counter. */
    public static List<Hold> with(List<Hold> holds, List<Hold> more) {
        List<Hold> all = new ArrayList<>(holds);
        for (Hold added : more) {
            int at = 0;
            while (at < all.size() && !all.get(at).key.equals(added.key)) {
                at++;
            }
            if (at == all.size()) {
                all.add(added);
            } else {
                all.set(at, all.get(at).and(added));
            }
        }
        return List.copyOf(all);
    }

    /**
     * The holds of an item with the ids of their rows: the first has that of the item.
     *
     * @param lastId the highest id that a row of the cart ever had
     */
    public static List<Hold> numbered(List<Hold> holds, int itemId, int lastId) {
        Hold first = holds.get(0);
        if (holds.size() == 1) {
            return first.rowId == itemId ? holds : List.of(first.numbered(itemId));
        }
        List<Hold> numbered = new ArrayList<>();
        int last = Math.max(itemId, lastId);
        for (Hold hold : holds) {
            int id = numbered.isEmpty() ? itemId : hold.rowId == 0 ? ++last : hold.rowId;
            numbered.add(hold.numbered(id));
        }
        return List.copyOf(numbered);
    }

    /** What is left of holds without others, each of which is part of that of the same counter. */
    public static List<Hold> less(List<Hold> holds, List<Hold> others) {
        if (others.isEmpty()) {
            return holds;
        }
        List<Hold> left = new ArrayList<>();
        for (Hold hold : holds) {
            Hold rest = hold;
            for (Hold other : others) {
                rest = other.key.equals(hold.key)
                        ? rest.with(rest.quantity - other.quantity, rest.backordered - other.backordered)
                        : rest;
            }
            if (rest.quantity > 0) {
                left.add(rest);
            }
        }
        return List.copyOf(left);
    }
}
