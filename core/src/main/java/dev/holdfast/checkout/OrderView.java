package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderCharge;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.OrderStatus;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Shows an order that was just placed as it will be read later. */
final class OrderView {
    private OrderView() {}

    static Order of(NewOrder order) {
        CartHead cart = order.cart().columns();
        Quote quote = order.quote();
        List<OrderItem> items = new ArrayList<>();
        for (int i = 0; i < quote.lines().size(); i++) {
            items.add(item(order.cart().lines().get(i), quote.lines().get(i)));
        }
        return new Order(
                order.id(),
                Long.toString(order.id()),
                cart.id(),
                cart.userId(),
                OrderStatus.PLACED,
                cart.currency(),
                items,
                charges(order),
                quote.subtotal(),
                quote.chargeTotal(),
                quote.discountTotal(),
                quote.total(),
                applied(quote.explanation()),
                order.placedAt());
    }

    private static List<OrderCharge> charges(NewOrder order) {
        return order.charges().stream()
                .map(charge -> new OrderCharge(
                        charge.code(),
                        charge.name(),
                        charge.quoted().charge().amount(),
                        charge.quoted().discount(),
                        charge.quoted().total(),
                        applied(charge.quoted().explanation())))
                .toList();
    }

    private static OrderItem item(CartItemRow line, QuotedItem quoted) {
        return new OrderItem(
                line.id(),
                line.key().variantId(),
                line.sku(),
                line.name(),
                line.quantity(),
                quoted.line().unitPrice(),
                quoted.subtotal(),
                quoted.discount(),
                quoted.total(),
                line.giftRule(),
                applied(quoted.explanation()));
    }

    private static List<RuleOutcome> applied(List<RuleOutcome> explanation) {
        return explanation.stream()
                .filter(step -> step.outcome() == Outcome.APPLIED || step.outcome() == Outcome.CAPPED)
                .toList();
    }
}
