package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was bought, at the prices that the cart showed.
 *
 * @param id its identifier
 * @param number its number for people; numbers go up, with gaps
 * @param cartId the cart that it was
 * @param userId who bought it, null when not known
 * @param status where it is in its life
 * @param currency of everything in it
 * @param items what was bought, by id
 * @param charges what it cost besides, by code
 * @param subtotal the items before any rule
 * @param chargeTotal the charges before any rule
 * @param discountTotal what the rules took off items and charges
 * @param total what was charged
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
        List<RuleOutcome> explanation,
        Instant placedAt) {
    /** Copies the lists. */
    public Order {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        explanation = List.copyOf(explanation);
    }

    Order withContents(List<OrderItem> bought, List<OrderCharge> charged) {
        return new Order(
                id,
                number,
                cartId,
                userId,
                status,
                currency,
                bought,
                charged,
                subtotal,
                chargeTotal,
                discountTotal,
                total,
                explanation,
                placedAt);
    }
}
