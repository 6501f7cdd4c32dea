package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant to be added.
 *
 * @param productId its product
 * @param sku its stock-keeping unit, 1 to 100 characters, unique
 * @param name up to 200 characters; null for its product's name
 * @param price its own price, in its product's currency; null for its product's price
 * @param minPrice the price of a unit below which no rule goes, in its product's currency and not above its price; null
 *     for none
 * @param attributes up to 50; values are strings, numbers or booleans
 * @param metadata a JSON object of the host's own, which takes part in nothing: strings, numbers, booleans, lists and maps,
 *     together up to {@value Limits#METADATA} bytes of JSON; members that are null are left out
 * @param stockQuantity the units on hand at the start, recorded as received
 * @param limits how much of it a cart can have, and how long an item of it is reserved
 */
public record NewVariant(
        long productId,
        String sku,
        @Nullable String name,
        @Nullable Money price,
        @Nullable Money minPrice,
        Map<String, Object> attributes,
        Map<String, ? extends @Nullable Object> metadata,
        int stockQuantity,
        VariantLimits limits) {
    /** Copies the metadata. */
    public NewVariant {
        metadata = MetadataJson.copy(metadata);
    }

    /** A variant without limits. */
    public NewVariant(
            long productId,
            String sku,
            @Nullable String name,
            @Nullable Money price,
            @Nullable Money minPrice,
            Map<String, Object> attributes,
            Map<String, ? extends @Nullable Object> metadata,
            int stockQuantity) {
        this(productId, sku, name, price, minPrice, attributes, metadata, stockQuantity, VariantLimits.NONE);
    }

    /** A variant without metadata. */
    public NewVariant(
            long productId,
            String sku,
            @Nullable String name,
            @Nullable Money price,
            @Nullable Money minPrice,
            Map<String, Object> attributes,
            int stockQuantity) {
        this(productId, sku, name, price, minPrice, attributes, Map.of(), stockQuantity);
    }

    /** A variant without a minimum price and metadata. */
    public NewVariant(
            long productId,
            String sku,
            @Nullable String name,
            @Nullable Money price,
            Map<String, Object> attributes,
            int stockQuantity) {
        this(productId, sku, name, price, null, attributes, stockQuantity);
    }

    /** A variant with its product's name and price. */
    public static NewVariant of(long productId, String sku, int stockQuantity) {
        return new NewVariant(productId, sku, null, null, Map.of(), stockQuantity);
    }

    /** Returns a copy with its own price. */
    public NewVariant withPrice(Money ownPrice) {
        return new NewVariant(productId, sku, name, ownPrice, minPrice, attributes, metadata, stockQuantity, limits);
    }

    /** Returns a copy with a minimum price. */
    public NewVariant withMinPrice(Money lowest) {
        return new NewVariant(productId, sku, name, price, lowest, attributes, metadata, stockQuantity, limits);
    }

    /** Returns a copy with other metadata. */
    public NewVariant withMetadata(Map<String, ? extends @Nullable Object> other) {
        return new NewVariant(productId, sku, name, price, minPrice, attributes, other, stockQuantity, limits);
    }

    /** Returns a copy with other limits. */
    public NewVariant withLimits(VariantLimits other) {
        return new NewVariant(productId, sku, name, price, minPrice, attributes, metadata, stockQuantity, other);
    }
}
