package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
import org.jspecify.annotations.Nullable;

/**
 * The stock of a variant at a location as a buyer sees it.
 *
 * @param locationId null for a variant without a counter, if it is listed
 * @param location its code; null like the id
 * @param sold whether carts take units from there
 * @param reservedQuantity units of those on hand that are held, without expired reservations, whether or not a sweep has run
 * @param backorderedQuantity units that are held and not on hand, without expired reservations
 * @param safetyStock see {@link StockRow.Supply}
 * @param backorderLimit units that may be sold beyond those on hand, which is the limit of a preorder until its time
 * @param tracked see {@link StockRow.Supply}
 * @param reorderPoint null for none
 * @param inTransitQuantity units on their way to the location, which are not on hand
 * @param kitQuantityHere how often a kit can be had from there; null for a variant that is no kit
 * @param kitQuantity how often it can be had from all locations that count, which may be more than from each of them
 */
public record LevelRow(
        long variantId,
        String sku,
        @Nullable Integer locationId,
        @Nullable String location,
        boolean sold,
        int stockQuantity,
        int reservedQuantity,
        int backorderedQuantity,
        int safetyStock,
        int backorderLimit,
        boolean tracked,
        @Nullable Integer reorderPoint,
        long inTransitQuantity,
        @Nullable Integer kitQuantityHere,
        @Nullable Integer kitQuantity) {
    /** The units that the next buyer can have from there. */
    public int availableQuantity() {
        if (kitQuantityHere != null) {
            return kitQuantityHere;
        }
        int beyondSafety = (tracked ? stockQuantity : Limits.STOCK) - reservedQuantity - safetyStock;
        return sold
                ? Math.max(0, beyondSafety - backorderedQuantity)
                        + Math.max(0, backorderLimit - backorderedQuantity + Math.min(0, beyondSafety))
                : 0;
    }
}
