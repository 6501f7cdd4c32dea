package dev.holdfast.server.http.wire;

import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variant as the API shows it: with the source of its price and the available quantity. */
public record VariantView(
        long id,
        long productId,
        String sku,
        String name,
        Money price,
        Currency currency,
        String priceSource,
        @Nullable Money minPrice,
        Map<String, Object> attributes,
        int stockQuantity,
        int reservedQuantity,
        int availableQuantity,
        String productStatus,
        Instant createdAt,
        Instant updatedAt)
        implements ETag.Moving {
    /** The view of a variant. */
    public static VariantView of(Variant variant) {
        return new VariantView(
                variant.id(),
                variant.productId(),
                variant.sku(),
                variant.name(),
                variant.price(),
                variant.price().currency(),
                variant.ownPrice() == null ? "product" : "variant",
                variant.minPrice(),
                variant.attributes(),
                variant.stockQuantity(),
                variant.reservedQuantity(),
                variant.availableQuantity(),
                variant.productStatus().word(),
                variant.createdAt(),
                variant.updatedAt());
    }

    /** The same whatever its stock is. */
    @Override
    public Object fields() {
        return new VariantView(
                id,
                productId,
                sku,
                name,
                price,
                currency,
                priceSource,
                minPrice,
                attributes,
                0,
                0,
                0,
                createdAt,
                updatedAt);
    }
}
