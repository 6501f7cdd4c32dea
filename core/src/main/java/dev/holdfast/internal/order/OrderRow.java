package dev.holdfast.internal.order;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code orders} with its items, by id, and charges, by code; amounts are in minor units of its currency.
 */
public record OrderRow(
        long id,
        String number,
        long cartId,
        @Nullable String userId,
        String status,
        Currency currency,
        List<OrderItemRow> items,
        List<OrderChargeRow> charges,
        long subtotal,
        long chargeTotal,
        long discountTotal,
        long total,
        List<RuleOutcome> explanation,
        Instant placedAt) {
    /** The status of an order that was placed and not changed since. */
    public static final String PLACED = "placed";

    /** An order as it is read once it is written. */
    public static OrderRow of(NewOrder order) {
        CartHead cart = order.cart().head();
        Quote quote = order.quote();
        return new OrderRow(
                order.id(),
                Long.toString(order.id()),
                cart.id(),
                cart.userId(),
                PLACED,
                cart.currency(),
                order.items().map(OrderItemRow::of).toList(),
                order.charges().stream().map(OrderChargeRow::of).toList(),
                quote.subtotal().minor(),
                quote.chargeTotal().minor(),
                quote.discountTotal().minor(),
                quote.total().minor(),
                applied(quote.explanation()),
                order.placedAt());
    }

    /** Whether the total is that of the best combination of rules, if the policy asks for it. */
    public boolean searchedAll() {
        return explanation.stream().noneMatch(step -> RuleOutcome.SEARCH_ENDED_EARLY.equals(step.reason()));
    }

    /** The steps of an explanation that an order keeps: those that took something off, and that a search ended early. */
    // The other steps can be derived again, from the book, the policy and the inputs.
    static List<RuleOutcome> applied(List<RuleOutcome> explanation) {
        return explanation.stream()
                .filter(step -> step.outcome() == Outcome.APPLIED
                        || step.outcome() == Outcome.CAPPED
                        || RuleOutcome.SEARCH_ENDED_EARLY.equals(step.reason()))
                .toList();
    }
}
