package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Units of an item of a cart that one counter holds: a row of {@code cart_items}.
 *
 * @param rowId the id of the row; the first hold of an item has the id of the item
 * @param quantity at least 1
 * @param backordered units of the quantity that are not on hand
 * @param availableAt when those are there, as it was promised; null if nobody knows
 * @param part the component of a kit that its units are; null for units of the item's own variant
 */
public record Hold(
        int rowId,
        StockKey key,
        int quantity,
        int backordered,
        @Nullable Instant availableAt,
        @Nullable Part part) {
    /**
     * A component of an item that is a kit, as it was when the item was put.
     *
     * @param kitId the variant of the item
     * @param units units of the component for each unit of the item
     */
    public record Part(long kitId, int units) {}

    /** Nothing is promised of units that are on hand. */
    public Hold {
        availableAt = backordered == 0 ? null : availableAt;
    }

    /** Units of the item's own variant. */
    public Hold(int rowId, StockKey key, int quantity, int backordered, @Nullable Instant availableAt) {
        this(rowId, key, quantity, backordered, availableAt, null);
    }

    /** Units that are all on hand. */
    public static Hold onHand(int rowId, StockKey key, int quantity) {
        return new Hold(rowId, key, quantity, 0, null);
    }

    /** The variant of the item. */
    public long itemVariantId() {
        return part == null ? key.variantId() : part.kitId;
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
        return new Hold(rowId, key, units, notOnHand, availableAt, part);
    }

    // The last promise counts for all units, because it is what the shop knows now.
    private Hold and(Hold added) {
        return new Hold(
                rowId,
                key,
                quantity + added.quantity,
                backordered + added.backordered,
                added.backordered > 0 ? added.availableAt : availableAt,
                part);
    }

    private Hold numbered(int id) {
        return id == rowId ? this : new Hold(id, key, quantity, backordered, availableAt, part);
    }

    /**
     * So many units of an item: of its holds, first those that are not on hand go, then those that were taken last. Of a kit,
     * each component is lowered.
     */
    public static List<Hold> lowered(List<Hold> holds, int quantity) {
        for (Hold hold : holds) {
            if (hold.part != null) {
                return loweredKit(holds, quantity);
            }
        }
        return loweredTo(holds, quantity);
    }

    private static List<Hold> loweredKit(List<Hold> holds, int quantity) {
        Map<Long, List<Hold>> byVariant = new LinkedHashMap<>();
        holds.forEach(hold -> byVariant
                .computeIfAbsent(hold.key.variantId(), any -> new ArrayList<>())
                .add(hold));
        List<Hold> left = new ArrayList<>();
        byVariant.values().forEach(of -> {
            Part part = of.get(0).part;
            left.addAll(loweredTo(of, part == null ? quantity : part.units * quantity));
        });
        return List.copyOf(left);
    }

    private static List<Hold> loweredTo(List<Hold> holds, int quantity) {
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
