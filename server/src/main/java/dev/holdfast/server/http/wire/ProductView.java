package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.Money;
import dev.holdfast.catalog.PriceRange;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductWithVariants;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product as the API shows it: with its currency beside its price.
 *
 * @param variants its variants, of very many the first ones; null, and not shown, unless they are asked for
 * @param variantCount how many there are; null like {@code variants}
 * @param priceRange the prices of all variants; null like {@code variants}, and if there are none
 * @param availableQuantity the units of all variants that can be had; null like {@code variants}
 */
public record ProductView(
        long id,
        String handle,
        String name,
        @Nullable String description,
        Money basePrice,
        Currency currency,
        @Nullable String category,
        String status,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<VariantView> variants,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer variantCount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceRange priceRange,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long availableQuantity)
        implements ETag.Moving {
    /** Its variants and what they amount to, which change without the product. */
    @Override
    public List<String> moving() {
        return List.of("variants", "variant_count", "price_range", "available_quantity");
    }

    /** The view of a product. */
    public static ProductView of(Product product) {
        return of(product, null, null, null, null);
    }

    /** The view of a product with its variants. */
    public static ProductView of(ProductWithVariants expanded) {
        return of(
                expanded.product(),
                expanded.variants().stream().map(VariantView::of).toList(),
                expanded.variantCount(),
                expanded.priceRange(),
                expanded.availableQuantity());
    }

    private static ProductView of(
            Product product,
            @Nullable List<VariantView> variants,
            @Nullable Integer variantCount,
            @Nullable PriceRange priceRange,
            @Nullable Long availableQuantity) {
        return new ProductView(
                product.id(),
                product.handle(),
                product.name(),
                product.description(),
                product.basePrice(),
                product.basePrice().currency(),
                product.category(),
                product.status().word(),
                product.metadata(),
                product.createdAt(),
                product.updatedAt(),
                variants,
                variantCount,
                priceRange,
                availableQuantity);
    }
}
