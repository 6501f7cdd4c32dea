package dev.holdfast.cli.products;

import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes stock in the layout of Shopify's inventory export, a line for each variant and location. */
final class InventoryRows {
    /** All columns of that export, in its order. */
    static final List<String> COLUMNS = List.of(
            "Handle",
            "Title",
            "Option1 Name",
            "Option1 Value",
            "Option2 Name",
            "Option2 Value",
            "Option3 Name",
            "Option3 Value",
            "SKU",
            "HS Code",
            "COO",
            "Location",
            "Bin name",
            "Incoming (not editable)",
            "Unavailable (not editable)",
            "Committed (not editable)",
            "Available (not editable)",
            "On hand (current)",
            "On hand (new)");

    private static final int OPTIONS = 3;

    private InventoryRows() {}

    /**
     * The rows of a variant.
     *
     * @param own the code of the location of the stock that is not elsewhere
     */
    static List<List<String>> of(ProductImport product, VariantImport variant, String own, LocationList locations) {
        Map<String, StockImport> levels = new LinkedHashMap<>();
        levels.put(own, variant.stock());
        locations.codesWithout(own).forEach(code -> {
            StockImport level = variant.elsewhere().get(code);
            if (level != null) {
                levels.put(code, level);
            }
        });
        List<List<String>> rows = new ArrayList<>();
        levels.forEach((code, level) -> {
            // Shopify has no line of stock that is not counted.
            if (!Boolean.FALSE.equals(level.supply().tracked().value())) {
                rows.add(row(product, variant, locations.shown(code), level));
            }
        });
        return rows;
    }

    private static List<String> row(ProductImport product, VariantImport variant, String location, StockImport level) {
        List<String> cells = new ArrayList<>();
        cells.add(product.handle());
        cells.add(ProductWriter.text(product.name().value()));
        List<Map.Entry<String, Object>> options = ProductWriter.options(variant);
        for (int i = 0; i < OPTIONS; i++) {
            cells.add(i < options.size() ? options.get(i).getKey() : "");
            cells.add(i < options.size() ? options.get(i).getValue().toString() : "");
        }
        int units = level.stockQuantity() == null ? 0 : level.stockQuantity();
        Integer safetyStock = level.supply().safetyStock().value();
        int kept = safetyStock == null ? 0 : safetyStock;
        cells.addAll(List.of(variant.sku(), "", "", location, ""));
        // Shopify skips a line whose current count is not its own, so there is none: the new one is to be set.
        cells.addAll(List.of("", "" + kept, "0", "" + (units - kept), "", "" + units));
        return cells;
    }
}
