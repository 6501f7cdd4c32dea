package dev.holdfast.server.http.wire;

import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.kit.Kit;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
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
        @Nullable Integer minQuantity,
        @Nullable Integer maxQuantity,
        @Nullable Integer quantityStep,
        @Nullable MaxPerUser maxPerUser,
        @Nullable Long reservationSeconds,
        Map<String, Object> attributes,
        Map<String, Object> metadata,
        int stockQuantity,
        int reservedQuantity,
        int availableQuantity,
        List<Kit.Component> components,
        String productStatus,
        Instant createdAt,
        Instant updatedAt)
        implements ETag.Moving {
    private static final List<String> STOCK = List.of("stock_quantity", "reserved_quantity", "available_quantity");

    /** The most units for each user, and for how many days orders count; null for always. */
    public record MaxPerUser(int quantity, @Nullable Integer days) {
        static @Nullable MaxPerUser of(VariantLimits limits) {
            Integer quantity = limits.maxPerUser();
            return quantity == null ? null : new MaxPerUser(quantity, limits.maxPerUserDays());
        }
    }

    /** The view of a variant. */
    public static VariantView of(Variant variant) {
        Duration time = variant.limits().reservationTime();
        return new VariantView(
                variant.id(),
                variant.productId(),
                variant.sku(),
                variant.name(),
                variant.price(),
                variant.price().currency(),
                variant.ownPrice() == null ? "product" : "variant",
                variant.minPrice(),
                variant.limits().minQuantity(),
                variant.limits().maxQuantity(),
                variant.limits().quantityStep(),
                MaxPerUser.of(variant.limits()),
                time == null ? null : (Long) time.toSeconds(),
                variant.attributes(),
                variant.metadata(),
                variant.stockQuantity(),
                variant.reservedQuantity(),
                variant.availableQuantity(),
                variant.components(),
                variant.productStatus().word(),
                variant.createdAt(),
                variant.updatedAt());
    }

    /** Its stock moves with every sale. */
    @Override
    public List<String> moving() {
        return STOCK;
    }
}
