package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderItemRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An item of an order, as it was when the order was placed.
 *
 * @param id the id that the item had in the cart
 * @param variantId the variant that was bought
 * @param sku its SKU at that time
 * @param name its name at that time
 * @param quantity units
 * @param unitPrice the price of a unit before any rule
 * @param subtotal quantity times unit price
 * @param discount the amount that rules took off this item, its share of order rules included
 * @param total subtotal less discount
 * @param giftRule the code of the rule that gave it, at no charge; null for an item that the buyer chose
 * @param explanation the rules that took something off this item
 */
public record OrderItem(
        int id,
        long variantId,
        String sku,
        String name,
        int quantity,
        Money unitPrice,
        Money subtotal,
        Money discount,
        Money total,
        @Nullable String giftRule,
        List<RuleOutcome> explanation) {
    /** Copies the list. */
    public OrderItem {
        explanation = List.copyOf(explanation);
    }

    OrderItem(OrderItemRow row, Currency currency) {
        this(
                row.id(),
                row.variantId(),
                row.sku(),
                row.name(),
                row.quantity(),
                new Money(row.unitPrice(), currency),
                new Money(row.subtotal(), currency),
                new Money(row.discount(), currency),
                new Money(row.total(), currency),
                row.giftRule(),
                row.explanation());
    }
}
