package dev.holdfast.order;

import java.util.List;

/**
 * Units of an order's item, to be cancelled or fulfilled.
 *
 * @param itemId the item
 * @param quantity how many units, 1 or more
 * @param units which of them, by what they were charged, see {@link OrderItem#units()}; empty to leave it open, so that
 *     they count as the average of all that are left
 */
public record ItemUnits(int itemId, int quantity, List<UnitChoice> units) {
    /** Copies the list. */
    public ItemUnits {
        units = List.copyOf(units);
    }

    /** Any units of an item. */
    public static ItemUnits of(int itemId, int quantity) {
        return new ItemUnits(itemId, quantity, List.of());
    }
}
