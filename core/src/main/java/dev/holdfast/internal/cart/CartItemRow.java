package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.VariantRow;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cart_items}, with the names that are shown with it.
 *
 * @param backordered units of the quantity that are not on hand
 * @param minUnitPrice the price of a unit below which no rule goes; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 * @param giftRule the code of the rule that gives it away; null if the buyer chose it
 */
public record CartItemRow(
        int id,
        StockKey key,
        long productId,
        @Nullable String category,
        int quantity,
        int backordered,
        long unitPrice,
        @Nullable Long minUnitPrice,
        Instant reservedSince,
        Instant reservedUntil,
        String sku,
        String name,
        Map<String, Object> metadata,
        @Nullable String giftRule) {

    /** Whether the reservation has ended. */
    public boolean isExpired(Instant now) {
        return !reservedUntil.isAfter(now);
    }

    /** An item that a rule gives away. */
    public static CartItemRow gift(
            int id, StockKey key, VariantRow variant, int quantity, Instant since, Instant until, String rule) {
        return new CartItemRow(
                id,
                key,
                variant.productId(),
                variant.category(),
                quantity,
                0,
                variant.price(),
                null,
                since,
                until,
                variant.sku(),
                variant.name(),
                Map.of(),
                rule);
    }

    /** Whether it is given away. */
    public boolean isGift() {
        return giftRule != null;
    }

    /** The item with another quantity, held until another time; the units that are on hand stay as long as they can. */
    public CartItemRow holding(int newQuantity, Instant until) {
        return holding(newQuantity, Math.min(backordered, Math.max(0, newQuantity - (quantity - backordered))), until);
    }

    /**
     * The item with another quantity, held until another time.
     *
     * @param newBackordered units of it that are not on hand
     */
    public CartItemRow holding(int newQuantity, int newBackordered, Instant until) {
        return new CartItemRow(
                id,
                key,
                productId,
                category,
                newQuantity,
                newBackordered,
                unitPrice,
                minUnitPrice,
                reservedSince,
                until,
                sku,
                name,
                metadata,
                giftRule);
    }

    /** The item with other metadata. */
    public CartItemRow with(Map<String, Object> otherMetadata) {
        return new CartItemRow(
                id,
                key,
                productId,
                category,
                quantity,
                backordered,
                unitPrice,
                minUnitPrice,
                reservedSince,
                reservedUntil,
                sku,
                name,
                otherMetadata,
                giftRule);
    }

    /** The expired item that remains when its reservation has ended. */
    public ExpiredItemRow expire() {
        return new ExpiredItemRow(id, key, quantity, reservedSince, reservedUntil, sku, name, metadata);
    }
}
