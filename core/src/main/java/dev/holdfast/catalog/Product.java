package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product; its {@linkplain Variant variants} are sold.
 *
 * @param id its identifier
 * @param handle its unique name for URLs and scripts, such as {@code basic-tee}
 * @param name its name for people
 * @param description its description, null if it has none
 * @param basePrice the price of its variants that have no price of their own
 * @param category a path such as {@code apparel/men/shirts}, null if it has none
 * @param status whether it is sold
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param createdAt when it was added
 * @param updatedAt when it was last changed
 */
public record Product(
        long id,
        String handle,
        String name,
        @Nullable String description,
        Money basePrice,
        @Nullable String category,
        ProductStatus status,
        Map<String, Object> metadata,
        Instant createdAt,
        Instant updatedAt) {
    /** Copies the metadata. */
    public Product {
        metadata = MetadataJson.copy(metadata);
    }
}
