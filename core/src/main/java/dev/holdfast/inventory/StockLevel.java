package dev.holdfast.inventory;

import dev.holdfast.internal.stock.LevelRow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stock of a variant at a location, as a buyer sees it.
 *
 * @param variantId the variant
 * @param locationId the location; 1 is the default location
 * @param location the code of the location
 * @param stockQuantity the units on hand
 * @param reservedQuantity the units of them that carts hold; expired reservations do not count
 * @param backorderedQuantity the units that are reserved or sold and not on hand
 * @param availableQuantity the units that the next buyer can have from there, on hand or to wait for; zero at a location that is not sold from
 * @param tracked whether units are counted; otherwise as many as anybody likes can be had, whatever is on hand
 * @param reorderPoint it is low as soon as no more units can be sold from those on hand; null if it never is
 * @param inTransitQuantity the units on their way to the location, which are not on hand
 */
public record StockLevel(
        long variantId,
        int locationId,
        String location,
        int stockQuantity,
        int reservedQuantity,
        int backorderedQuantity,
        int availableQuantity,
        boolean tracked,
        @Nullable Integer reorderPoint,
        long inTransitQuantity) {
    static StockLevel of(LevelRow row) {
        return new StockLevel(
                row.variantId(),
                Objects.requireNonNull(row.locationId()),
                Objects.requireNonNull(row.location()),
                row.stockQuantity(),
                row.reservedQuantity(),
                row.backorderedQuantity(),
                row.availableQuantity(),
                row.tracked(),
                row.reorderPoint(),
                row.inTransitQuantity());
    }
}
