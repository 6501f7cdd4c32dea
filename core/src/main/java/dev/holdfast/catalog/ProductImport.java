package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.List;

/**
 * A product as a file of another system tells of it, found by its handle. What is {@linkplain Patch#keep() kept} stays
 * as it is, and has its default where the product is new.
 *
 * @param handle lower-case letters, digits and dashes
 * @param name needed where the product is new
 * @param basePrice needed where the product is new; not in another currency where it is not
 * @param description may be emptied
 * @param category may be emptied
 * @param variants the variants that the file tells of, found by their SKUs; others of the product are left alone
 * @see Catalog#importProducts
 */
public record ProductImport(
        String handle,
        Patch<String> name,
        Patch<Money> basePrice,
        Patch<String> description,
        Patch<String> category,
        List<VariantImport> variants) {
    /** Copies the list. */
    public ProductImport {
        variants = List.copyOf(variants);
    }
}
