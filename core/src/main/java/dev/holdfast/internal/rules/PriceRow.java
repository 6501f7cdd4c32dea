package dev.holdfast.internal.rules;

import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The current price of a variant.
 *
 * @param variantId the id that was asked for
 * @param productId the variant's product, 0 if there is no such variant
 * @param price the price of a unit in minor units, 0 if there is no such variant
 * @param minPrice the price of a unit below which no rule goes, in minor units, null for none
 * @param currency the currency of the prices, null if there is no such variant
 * @param category the category path of the product, null if it has none
 * @param sku the variant's SKU, null if there is no such variant
 * @param productStatus the status of the product, null if there is no such variant
 * @param token the token of the current rule book
 * @param now the time of the statement
 * @param ordersPlaced how many orders the user has placed, null if they were not counted
 */
public record PriceRow(
        long variantId,
        long productId,
        long price,
        @Nullable Long minPrice,
        @Nullable Currency currency,
        @Nullable String category,
        @Nullable String sku,
        @Nullable String productStatus,
        long token,
        Instant now,
        @Nullable Integer ordersPlaced) {}
