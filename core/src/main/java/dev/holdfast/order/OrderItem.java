package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.pricing.quote.ChargedUnits;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of an order, as it was when the order was placed.
 *
 * @param id the id that the item had in the cart
 * @param variantId the variant that was bought
 * @param sku its SKU at that time
 * @param name its name at that time
 * @param quantity units that were sold
 * @param cancelledQuantity units of them that were cancelled
 * @param fulfilledQuantity units of them that were fulfilled, including those that came back
 * @param returnedQuantity units of them that came back
 * @param backorderedQuantity units of them that wait for stock
 * @param preorderedQuantity units of those that were sold for a time at which they are there
 * @param availableAt when all of those are there, as it was promised; null if there are none
 * @param sources where its units came from, and where those that come back into stock return to
 * @param unitPrice the price of a unit before any rule
 * @param subtotal quantity times unit price
 * @param discount the amount that rules took off this item, its share of order rules included
 * @param total subtotal less discount
 * @param units the units that were sold by what they were charged, dearest first: one entry, unless a rule singled some
 *     of them out
 * @param giftRule the code of the rule that gave it, at no charge; null for an item that the buyer chose
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param explanation the rules that took something off this item
 */
public record OrderItem(
        int id,
        long variantId,
        String sku,
        String name,
        int quantity,
        int cancelledQuantity,
        int fulfilledQuantity,
        int returnedQuantity,
        int backorderedQuantity,
        int preorderedQuantity,
        @Nullable Instant availableAt,
        List<Source> sources,
        Money unitPrice,
        Money subtotal,
        Money discount,
        Money total,
        List<ChargedUnits> units,
        @Nullable String giftRule,
        Map<String, Object> metadata,
        List<RuleOutcome> explanation) {
    /**
     * Units that came from a location.
     *
     * @param variantId the variant whose units they are: that of the item, or a component of it if it is a kit
     * @param location the code of the location
     * @param quantity units that were sold from there
     * @param backorderedQuantity units of them that wait for stock
     * @param availableAt when those are there, as it was promised; null for none, and for units that are not preordered
     */
    public record Source(
            long variantId,
            String location,
            int quantity,
            int backorderedQuantity,
            @Nullable Instant availableAt) {}

    /** Copies the collections. */
    public OrderItem {
        sources = List.copyOf(sources);
        units = List.copyOf(units);
        metadata = MetadataJson.copy(metadata);
        explanation = List.copyOf(explanation);
    }

    OrderItem(OrderState.Item item, Currency currency) {
        this(
                item.row().id(),
                item.row().variantId(),
                item.row().sku(),
                item.row().name(),
                item.row().quantity(),
                item.cancelled(),
                item.fulfilled(),
                item.returned(),
                item.backordered(),
                item.preordered(),
                item.preordered() == 0 ? null : item.row().availableAt(),
                item.sources().stream()
                        .map(source -> new Source(
                                source.key().variantId(),
                                source.location(),
                                source.quantity(),
                                source.backordered(),
                                source.availableAt()))
                        .toList(),
                new Money(item.row().unitPrice(), currency),
                new Money(item.row().subtotal(), currency),
                new Money(item.row().discount(), currency),
                new Money(item.row().total(), currency),
                item.row().units().stream()
                        .map(group -> new ChargedUnits(group.quantity(), new Money(group.total(), currency)))
                        .toList(),
                item.row().giftRule(),
                item.row().metadata(),
                item.row().explanation());
    }
}
