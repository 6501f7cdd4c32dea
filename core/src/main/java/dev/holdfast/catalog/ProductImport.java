package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.List;
import java.util.Map;

/**
 * A product to be imported, identified by its handle. A field that is {@linkplain Patch#keep() kept} stays as it is, or
 * has its default if the product is new.
 *
 * @param handle see {@link NewProduct}
 * @param name required if the product is new
 * @param basePrice required if the product is new; otherwise in the product's currency
 * @param description may be cleared
 * @param category may be cleared
 * @param status {@link ProductStatus#ACTIVE} if it is kept and the product is new; cannot be cleared
 * @param metadata replaces all metadata; may be cleared
 * @param variants the variants to be imported, identified by their SKUs; other variants of the product are left alone
 * @see Catalog#importProducts
 */
public record ProductImport(
        String handle,
        Patch<String> name,
        Patch<Money> basePrice,
        Patch<String> description,
        Patch<String> category,
        Patch<ProductStatus> status,
        Patch<Map<String, Object>> metadata,
        List<VariantImport> variants) {
    /** A product whose status and metadata are kept. */
    public ProductImport(
            String handle,
            Patch<String> name,
            Patch<Money> basePrice,
            Patch<String> description,
            Patch<String> category,
            List<VariantImport> variants) {
        this(handle, name, basePrice, description, category, Patch.keep(), variants);
    }

    /** A product whose metadata is kept. */
    public ProductImport(
            String handle,
            Patch<String> name,
            Patch<Money> basePrice,
            Patch<String> description,
            Patch<String> category,
            Patch<ProductStatus> status,
            List<VariantImport> variants) {
        this(handle, name, basePrice, description, category, status, Patch.keep(), variants);
    }

    /** Copies the list. */
    public ProductImport {
        variants = List.copyOf(variants);
    }
}
