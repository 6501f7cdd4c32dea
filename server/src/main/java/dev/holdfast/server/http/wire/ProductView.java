package dev.holdfast.server.http.wire;

import dev.holdfast.Money;
import dev.holdfast.catalog.Product;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A product as the API shows it: with its currency beside its price. */
public record ProductView(
        long id,
        String handle,
        String name,
        @Nullable String description,
        Money basePrice,
        Currency currency,
        @Nullable String category,
        String status,
        Instant createdAt,
        Instant updatedAt) {
    /** The view of a product. */
    public static ProductView of(Product product) {
        return new ProductView(
                product.id(),
                product.handle(),
                product.name(),
                product.description(),
                product.basePrice(),
                product.basePrice().currency(),
                product.category(),
                product.status().word(),
                product.createdAt(),
                product.updatedAt());
    }
}
