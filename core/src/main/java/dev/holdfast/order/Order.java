package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, at the prices that its cart showed.
 *
 * @param id its identifier
 * @param number its number for people; numbers rise, with gaps
 * @param cartId the cart that it was made from
 * @param userId the buyer, null if not known
 * @param status its state
 * @param currency the currency of all its amounts
 * @param items the items bought, by id
 * @param charges the charges, by code
 * @param subtotal the items before any rule
 * @param chargeTotal the charges before any rule
 * @param discountTotal the amount that rules took off items and charges
 * @param total the amount charged
 * @param searchedAll false if its cart's {@link dev.holdfast.cart.Cart#searchedAll} was
 * @param explanation the order rules that took something off
 * @param placedAt when it was placed
 */
public record Order(
        long id,
        String number,
        long cartId,
        @Nullable String userId,
        OrderStatus status,
        Currency currency,
        List<OrderItem> items,
        List<OrderCharge> charges,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        boolean searchedAll,
        List<RuleOutcome> explanation,
        Instant placedAt) {
    /** Copies the lists. */
    public Order {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        explanation = List.copyOf(explanation);
    }

    /** For Holdfast's own services. */
    public Order(OrderRow row) {
        this(
                row.id(),
                row.number(),
                row.cartId(),
                row.userId(),
                OrderStatus.of(row.status()),
                row.currency(),
                row.items().stream()
                        .map(item -> new OrderItem(item, row.currency()))
                        .toList(),
                row.charges().stream()
                        .map(charge -> new OrderCharge(charge, row.currency()))
                        .toList(),
                new Money(row.subtotal(), row.currency()),
                new Money(row.chargeTotal(), row.currency()),
                new Money(row.discountTotal(), row.currency()),
                new Money(row.total(), row.currency()),
                row.searchedAll(),
                row.explanation(),
                row.placedAt());
    }
}
