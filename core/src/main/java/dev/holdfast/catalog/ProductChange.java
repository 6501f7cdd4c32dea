package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The change of a product; see {@link Patch}.
 *
 * @param name cannot be cleared
 * @param handle cannot be cleared
 * @param description may be cleared
 * @param basePrice cannot be cleared, and must be in the product's currency; items that are reserved keep their price
 * @param category may be cleared
 * @param status cannot be cleared; units that carts hold stay reserved, and can be bought
 * @param metadata merged into the metadata that is there, as a JSON merge patch (RFC 7396): a member that is null is
 *     removed, a map is merged, other members are kept; null instead of a map removes all
 */
public record ProductChange(
        Patch<String> name,
        Patch<String> handle,
        Patch<String> description,
        Patch<Money> basePrice,
        Patch<String> category,
        Patch<ProductStatus> status,
        Patch<Map<String, @Nullable Object>> metadata) {
    /** A change that keeps the metadata. */
    public ProductChange(
            Patch<String> name,
            Patch<String> handle,
            Patch<String> description,
            Patch<Money> basePrice,
            Patch<String> category,
            Patch<ProductStatus> status) {
        this(name, handle, description, basePrice, category, status, Patch.keep());
    }

    /** A change that keeps the status and the metadata. */
    public ProductChange(
            Patch<String> name,
            Patch<String> handle,
            Patch<String> description,
            Patch<Money> basePrice,
            Patch<String> category) {
        this(name, handle, description, basePrice, category, Patch.keep());
    }

    /** A change of nothing, to start from. */
    public static ProductChange none() {
        return new ProductChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** Returns a copy with a new base price. */
    public ProductChange withBasePrice(Money newPrice) {
        return new ProductChange(name, handle, description, Patch.set(newPrice), category, status, metadata);
    }

    /** Returns a copy with a new status. */
    public ProductChange withStatus(ProductStatus newStatus) {
        return new ProductChange(name, handle, description, basePrice, category, Patch.set(newStatus), metadata);
    }

    /** Returns a copy that merges into the metadata. */
    public ProductChange withMetadata(@Nullable Map<String, @Nullable Object> members) {
        return new ProductChange(name, handle, description, basePrice, category, status, Patch.set(members));
    }
}
