package dev.holdfast.catalog;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is sold: one kind of a product, counted in stock.
 *
 * @param id its identifier
 * @param productId the product that it is a kind of
 * @param sku its unique stock-keeping unit
 * @param name its name for people, its product's when it has none of its own
 * @param price what a unit costs before any rule: its own price, or its product's
 * @param ownPrice its own price, null when its product's counts
 * @param attributes such as {@code color: red}; values are text, numbers or booleans
 * @param stockQuantity units on hand, over all locations
 * @param reservedQuantity units of them that carts hold now; what has expired does not count
 * @param createdAt when it was added
 * @param updatedAt when it was last changed, movements of its stock aside
 */
public record Variant(
        long id,
        long productId,
        String sku,
        String name,
        Money price,
        @Nullable Money ownPrice,
        Map<String, Object> attributes,
        int stockQuantity,
        int reservedQuantity,
        Instant createdAt,
        Instant updatedAt) {

    /** Units that the next buyer can have. */
    public int availableQuantity() {
        return stockQuantity - reservedQuantity;
    }
}
