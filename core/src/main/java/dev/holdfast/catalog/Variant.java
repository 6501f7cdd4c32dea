package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.kit.Kit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant of a product, which is sold and has stock.
 *
 * @param id its identifier
 * @param productId its product
 * @param sku its unique stock-keeping unit
 * @param name its name for people: its own, or its product's
 * @param price the price of a unit before any rule: its own, or its product's
 * @param ownPrice its own price, null if it has none
 * @param minPrice the price of a unit below which no rule goes, null for none
 * @param limits how much of it a cart can have, and how long an item of it is reserved
 * @param attributes such as {@code color: red}; values are strings, numbers or booleans
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param stockQuantity the units on hand, over all locations
 * @param reservedQuantity the units of them that carts hold; expired reservations do not count
 * @param availableQuantity the units that the next buyer can have, on hand at the default location or to wait for; of a kit,
 *     as many as the least of its components makes
 * @param components what each unit of it consists of if it is a kit; empty for any other variant
 * @param productStatus whether its product is sold, and the variant with it
 * @param createdAt when it was added
 * @param updatedAt when it was last changed; a movement of its stock is no such change
 */
public record Variant(
        long id,
        long productId,
        String sku,
        String name,
        Money price,
        @Nullable Money ownPrice,
        @Nullable Money minPrice,
        VariantLimits limits,
        Map<String, Object> attributes,
        Map<String, Object> metadata,
        int stockQuantity,
        int reservedQuantity,
        int availableQuantity,
        List<Kit.Component> components,
        ProductStatus productStatus,
        Instant createdAt,
        Instant updatedAt) {

    /** Copies the metadata and the components. */
    public Variant {
        components = List.copyOf(components);
        metadata = MetadataJson.copy(metadata);
    }
}
