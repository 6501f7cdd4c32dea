package dev.holdfast.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product with its variants, as a buyer sees them now.
 *
 * @param product the product
 * @param variants its variants by id, of more than {@value dev.holdfast.Limits#VARIANTS_SHOWN} the first ones
 * @param variantCount how many variants it has
 * @param priceRange the prices of all its variants; null if it has none
 * @param availableQuantity the units of all its variants that can be had
 */
public record ProductWithVariants(
        Product product,
        List<Variant> variants,
        int variantCount,
        @Nullable PriceRange priceRange,
        long availableQuantity) {
    /** Copies the list. */
    public ProductWithVariants {
        variants = List.copyOf(variants);
    }
}
