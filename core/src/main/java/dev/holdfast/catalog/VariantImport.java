package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant to be imported, identified by its SKU.
 *
 * @param sku 1 to 100 characters; must not belong to another product
 * @param name if cleared, the variant has its product's name
 * @param price its own price; if cleared, the variant has its product's price
 * @param minPrice the price of a unit below which no rule goes, not above its price; if cleared, there is none
 * @param attributes replaces all attributes; cannot be cleared, but may be empty
 * @param metadata replaces all metadata; may be cleared
 * @param limits how much of it a cart can have, and how long an item of it is reserved
 * @param stock its stock at the location of the import
 * @param elsewhere its stock at other locations, by their codes
 * @param components the units of each component by its SKU, if the variant is to be a kit; null or none if it is to be none.
 *     What differs is listed in {@link ImportResult#kitDifferences()}
 */
public record VariantImport(
        String sku,
        Patch<String> name,
        Patch<Money> price,
        Patch<Money> minPrice,
        Patch<Map<String, Object>> attributes,
        Patch<Map<String, Object>> metadata,
        VariantLimitsChange limits,
        StockImport stock,
        Map<String, StockImport> elsewhere,
        Patch<Map<String, Integer>> components) {
    /** Copies the map. */
    public VariantImport {
        elsewhere = Map.copyOf(elsewhere);
    }

    /** A variant of which it is not said what it consists of. */
    public VariantImport(
            String sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes,
            Patch<Map<String, Object>> metadata,
            VariantLimitsChange limits,
            StockImport stock,
            Map<String, StockImport> elsewhere) {
        this(sku, name, price, minPrice, attributes, metadata, limits, stock, elsewhere, Patch.keep());
    }

    /** A variant whose stock is known at the location of the import only, and whose supply is kept. */
    public VariantImport(
            String sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes,
            Patch<Map<String, Object>> metadata,
            @Nullable Integer stockQuantity,
            VariantLimitsChange limits) {
        this(sku, name, price, minPrice, attributes, metadata, limits, StockImport.of(stockQuantity), Map.of());
    }

    /** A variant whose limits are kept. */
    public VariantImport(
            String sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes,
            Patch<Map<String, Object>> metadata,
            @Nullable Integer stockQuantity) {
        this(sku, name, price, minPrice, attributes, metadata, stockQuantity, VariantLimitsChange.none());
    }

    /** A variant whose metadata and limits are kept. */
    public VariantImport(
            String sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes,
            @Nullable Integer stockQuantity) {
        this(sku, name, price, minPrice, attributes, Patch.keep(), stockQuantity);
    }

    /** A variant whose minimum price, metadata and limits are kept. */
    public VariantImport(
            String sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Map<String, Object>> attributes,
            @Nullable Integer stockQuantity) {
        this(sku, name, price, Patch.keep(), attributes, stockQuantity);
    }

    /** The units of each component by its SKU; none if it is to be no kit, or that is not said. */
    Map<String, Integer> wantedComponents() {
        Map<String, Integer> wanted = components.value();
        return wanted == null ? Map.of() : wanted;
    }

    /** The units on hand at the location of the import; null if not known. */
    public @Nullable Integer stockQuantity() {
        return stock.stockQuantity();
    }
}
