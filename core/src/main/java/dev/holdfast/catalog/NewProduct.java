package dev.holdfast.catalog;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product to be added.
 *
 * @param name 1 to 200 characters
 * @param basePrice zero or more; its currency is the currency of all its variants
 * @param handle 1 to 200 lower-case letters of any script, digits, dashes and underscores, not starting with a dash; null to derive it from the name
 * @param description up to 50,000 characters, or null
 * @param category a path of words in lower case, of any script, such as {@code apparel/men/shirts}, or null
 * @param status whether it is sold
 * @param metadata a JSON object of the host's own, which takes part in nothing: strings, numbers, booleans, lists and maps,
 *     together up to {@value Limits#METADATA} bytes of JSON; members that are null are left out
 */
public record NewProduct(
        String name,
        Money basePrice,
        @Nullable String handle,
        @Nullable String description,
        @Nullable String category,
        ProductStatus status,
        Map<String, ? extends @Nullable Object> metadata) {
    /** Copies the metadata. */
    public NewProduct {
        metadata = MetadataJson.copy(metadata);
    }

    /** A product without metadata. */
    public NewProduct(
            String name,
            Money basePrice,
            @Nullable String handle,
            @Nullable String description,
            @Nullable String category,
            ProductStatus status) {
        this(name, basePrice, handle, description, category, status, Map.of());
    }

    /** A product that is sold at once. */
    public NewProduct(
            String name,
            Money basePrice,
            @Nullable String handle,
            @Nullable String description,
            @Nullable String category) {
        this(name, basePrice, handle, description, category, ProductStatus.ACTIVE);
    }

    /** A product with a name and a price only. */
    public static NewProduct of(String name, Money basePrice) {
        return new NewProduct(name, basePrice, null, null, null);
    }

    /** Returns a copy in a category. */
    public NewProduct inCategory(String path) {
        return new NewProduct(name, basePrice, handle, description, path, status, metadata);
    }

    /** Returns a copy with a handle. */
    public NewProduct withHandle(String newHandle) {
        return new NewProduct(name, basePrice, newHandle, description, category, status, metadata);
    }

    /** Returns a copy with a status. */
    public NewProduct withStatus(ProductStatus newStatus) {
        return new NewProduct(name, basePrice, handle, description, category, newStatus, metadata);
    }

    /** Returns a copy with other metadata. */
    public NewProduct withMetadata(Map<String, ? extends @Nullable Object> other) {
        return new NewProduct(name, basePrice, handle, description, category, status, other);
    }
}
