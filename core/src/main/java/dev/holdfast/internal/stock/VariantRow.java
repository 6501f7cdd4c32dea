package dev.holdfast.internal.stock;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a command needs to know of a variant and its product.
 *
 * @param minPrice the price of a unit below which no rule goes; null for none
 */
public record VariantRow(
        long id,
        long productId,
        String sku,
        String name,
        long price,
        @Nullable Long minPrice,
        Currency currency,
        @Nullable String category,
        String productStatus,
        LimitsRow limits) {

    /** Whether its product is sold, so that more of it can be reserved. */
    public boolean isOnSale() {
        return productStatus.equals("active");
    }
}
