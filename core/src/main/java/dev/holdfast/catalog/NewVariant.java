package dev.holdfast.catalog;

import dev.holdfast.Money;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant to be added.
 *
 * @param productId the product that it is a kind of
 * @param sku 1 to 100 characters, unique
 * @param name up to 200 characters, null to be called as its product is
 * @param price its own price in its product's currency, null for its product's
 * @param attributes up to 50; values are text, numbers or booleans
 * @param stockQuantity units on hand at the start, booked as received
 */
public record NewVariant(
        long productId,
        String sku,
        @Nullable String name,
        @Nullable Money price,
        Map<String, Object> attributes,
        int stockQuantity) {

    /** A variant at its product's price. */
    public static NewVariant of(long productId, String sku, int stockQuantity) {
        return new NewVariant(productId, sku, null, null, Map.of(), stockQuantity);
    }

    /** The same, at a price of its own. */
    public NewVariant withPrice(Money ownPrice) {
        return new NewVariant(productId, sku, name, ownPrice, attributes, stockQuantity);
    }
}
