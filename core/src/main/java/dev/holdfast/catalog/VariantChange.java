package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The change of a variant; see {@link Patch}. Its stock changes through {@link dev.holdfast.inventory.Inventory}.
 *
 * @param sku cannot be cleared
 * @param name if cleared, the variant has its product's name
 * @param price if cleared, the variant has its product's price; items that are reserved keep their price
 * @param minPrice the price of a unit below which no rule goes, not above its price; if cleared, there is none; items that
 *     are reserved keep theirs
 * @param attributes replaces all attributes; cannot be cleared, but may be empty
 * @param metadata merged into the metadata that is there, as a JSON merge patch (RFC 7396): a member that is null is
 *     removed, a map is merged, other members are kept; null instead of a map removes all
 * @param limits how much of it a cart can have, and how long an item of it is reserved
 */
public record VariantChange(
        Patch<String> sku,
        Patch<String> name,
        Patch<Money> price,
        Patch<Money> minPrice,
        Patch<Map<String, Object>> attributes,
        Patch<Map<String, @Nullable Object>> metadata,
        VariantLimitsChange limits) {
    /** A change that keeps the limits. */
    public VariantChange(
            Patch<String> sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes,
            Patch<Map<String, @Nullable Object>> metadata) {
        this(sku, name, price, minPrice, attributes, metadata, VariantLimitsChange.none());
    }

    /** A change that keeps the metadata and the limits. */
    public VariantChange(
            Patch<String> sku,
            Patch<String> name,
            Patch<Money> price,
            Patch<Money> minPrice,
            Patch<Map<String, Object>> attributes) {
        this(sku, name, price, minPrice, attributes, Patch.keep());
    }

    /** A change that keeps the minimum price, the metadata and the limits. */
    public VariantChange(
            Patch<String> sku, Patch<String> name, Patch<Money> price, Patch<Map<String, Object>> attributes) {
        this(sku, name, price, Patch.keep(), attributes);
    }

    /** A change of nothing, to start from. */
    public static VariantChange none() {
        return new VariantChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** Returns a copy with a new price. */
    public VariantChange withPrice(Money newPrice) {
        return new VariantChange(sku, name, Patch.set(newPrice), minPrice, attributes, metadata, limits);
    }

    /** Returns a copy with a new minimum price. */
    public VariantChange withMinPrice(Money lowest) {
        return new VariantChange(sku, name, price, Patch.set(lowest), attributes, metadata, limits);
    }

    /** Returns a copy that merges into the metadata. */
    public VariantChange withMetadata(@Nullable Map<String, @Nullable Object> members) {
        return new VariantChange(sku, name, price, minPrice, attributes, Patch.set(members), limits);
    }

    /** Returns a copy that changes limits. */
    public VariantChange withLimits(VariantLimitsChange change) {
        return new VariantChange(sku, name, price, minPrice, attributes, metadata, change);
    }
}
