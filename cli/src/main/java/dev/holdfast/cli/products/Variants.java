package dev.holdfast.cli.products;

import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import java.util.HashMap;
import java.util.Map;

/** Variants to be imported with another value. */
final class Variants {
    private Variants() {}

    static VariantImport withSku(VariantImport variant, String sku) {
        return with(variant, sku, variant.elsewhere());
    }

    /** The same with the stock at one more location. */
    static VariantImport with(VariantImport variant, String location, StockImport stock) {
        Map<String, StockImport> elsewhere = new HashMap<>(variant.elsewhere());
        elsewhere.put(location, stock);
        return with(variant, variant.sku(), elsewhere);
    }

    private static VariantImport with(VariantImport variant, String sku, Map<String, StockImport> elsewhere) {
        return new VariantImport(
                sku,
                variant.name(),
                variant.price(),
                variant.minPrice(),
                variant.attributes(),
                variant.metadata(),
                variant.limits(),
                variant.stock(),
                elsewhere);
    }
}
