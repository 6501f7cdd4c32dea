package dev.holdfast.inventory;

import dev.holdfast.internal.stock.LevelRow;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The stock of a variant over several locations, in sum and at each.
 *
 * @param variantId the variant
 * @param sku its SKU
 * @param stockQuantity the units on hand
 * @param reservedQuantity the units of them that carts hold; expired reservations do not count
 * @param backorderedQuantity the units that are reserved or sold and not on hand
 * @param availableQuantity the units that the next buyer can have, on hand or to wait for; of a kit, as many as the least of
 *     its components makes
 * @param inTransitQuantity the units on their way to one of the locations, which are not on hand
 * @param locations the stock at each location where it has ever had any, or where some is on its way to, by the priority
 *     of the locations
 */
public record StockLevels(
        long variantId,
        String sku,
        long stockQuantity,
        long reservedQuantity,
        long backorderedQuantity,
        long availableQuantity,
        long inTransitQuantity,
        List<StockLevel> locations) {
    /** Copies the list. */
    public StockLevels {
        locations = List.copyOf(locations);
    }

    /** Of the rows of one variant, at least one. */
    static StockLevels of(List<LevelRow> rows) {
        Integer kits = rows.get(0).kitQuantity();
        return new StockLevels(
                rows.get(0).variantId(),
                rows.get(0).sku(),
                sum(rows, LevelRow::stockQuantity),
                sum(rows, LevelRow::reservedQuantity),
                sum(rows, LevelRow::backorderedQuantity),
                kits == null ? sum(rows, LevelRow::availableQuantity) : kits,
                sum(rows, LevelRow::inTransitQuantity),
                rows.stream()
                        .filter(row -> row.locationId() != null)
                        .map(StockLevel::of)
                        .toList());
    }

    private static long sum(List<LevelRow> rows, ToLongFunction<LevelRow> units) {
        return rows.stream().mapToLong(units).sum();
    }
}
