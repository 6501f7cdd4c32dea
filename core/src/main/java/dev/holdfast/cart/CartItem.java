package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An item of a cart: units of one variant that are reserved for the buyer.
 *
 * @param id unique among the items of the cart, and the same until the item is removed
 * @param variantId the variant
 * @param productId the product of the variant
 * @param sku the SKU of the variant
 * @param name the name to display
 * @param quantity the units that are reserved
 * @param backorderedQuantity units of them that are not on hand; after checkout, those that the order waits for
 * @param preorderedQuantity units of those that were promised for a time at which they are there
 * @param availableAt when all of those are there, as it was promised; null if there are none
 * @param holds where its units are reserved, in the order in which they were taken; empty after checkout
 * @param unitPrice the price of a unit before any rule, as it was when the item was put
 * @param subtotal quantity times unit price
 * @param discount the amount that rules took off this item, including its share of order discounts
 * @param total subtotal less discount
 * @param reservedUntil when the reservation ends; null after checkout
 * @param giftRule the code of the rule that gives the item free of charge; null for an item that the buyer chose
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param explanation the rules that were considered for this item
 */
public record CartItem(
        int id,
        long variantId,
        long productId,
        String sku,
        String name,
        int quantity,
        int backorderedQuantity,
        int preorderedQuantity,
        @Nullable Instant availableAt,
        List<Hold> holds,
        Money unitPrice,
        Money subtotal,
        Money discount,
        Money total,
        @Nullable Instant reservedUntil,
        @Nullable String giftRule,
        Map<String, Object> metadata,
        List<RuleOutcome> explanation) {
    /**
     * Units that are reserved at a location.
     *
     * @param variantId the variant whose units they are: that of the item, or a component of it if it is a kit
     * @param location the code of the location
     * @param quantity the units
     * @param backorderedQuantity units of them that are not on hand there
     * @param availableAt when those are there, as it was promised; null for none, and for units that are not preordered
     */
    public record Hold(
            long variantId,
            String location,
            int quantity,
            int backorderedQuantity,
            @Nullable Instant availableAt) {}

    /** Copies the collections. */
    public CartItem {
        holds = List.copyOf(holds);
        explanation = List.copyOf(explanation);
        metadata = MetadataJson.copy(metadata);
    }

    /**
     * For Holdfast's own services.
     *
     * @param isHeld whether its reservation goes on
     * @param codes the code of each location
     */
    public CartItem(CartItemRow row, QuotedItem quoted, boolean isHeld, IntFunction<String> codes) {
        this(
                row.id(),
                row.variantId(),
                row.productId(),
                row.sku(),
                row.name(),
                row.quantity(),
                row.backordered(),
                row.preordered(),
                row.availableAt(),
                isHeld ? holds(row, codes) : List.of(),
                quoted.item().unitPrice(),
                quoted.subtotal(),
                quoted.discount(),
                quoted.total(),
                isHeld ? row.reservedUntil() : null,
                row.giftRule(),
                row.metadata(),
                quoted.explanation());
    }

    private static List<Hold> holds(CartItemRow row, IntFunction<String> codes) {
        boolean isKit = row.kit() != null;
        return row.holds().stream()
                .filter(hold -> !isKit || hold.part() != null)
                .map(hold -> new Hold(
                        hold.key().variantId(),
                        codes.apply(hold.key().locationId()),
                        hold.quantity(),
                        hold.backordered(),
                        hold.availableAt()))
                .toList();
    }
}
