package dev.holdfast.internal.order;

import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code orders} with its items, by id, its charges, by code, and what happened to it since, oldest first;
 * amounts are in minor units of its currency.
 *
 * @param attributes of the context that rules may ask for, as of the cart that it was
 * @param ordersPlaced how many orders the buyer had placed before; null if the price did not depend on that
 * @param refundPolicy {@code keep} or {@code reprice}
 */
public record OrderRow(
        long id,
        String number,
        long cartId,
        CartHead.Buyer buyer,
        SortedMap<String, String> attributes,
        Currency currency,
        List<OrderItemRow> items,
        List<OrderChargeRow> charges,
        long subtotal,
        long chargeTotal,
        long discountTotal,
        long total,
        List<RuleOutcome> explanation,
        CartHead.PricedBy pricedBy,
        @Nullable Integer ordersPlaced,
        String refundPolicy,
        OrderNotes notes,
        Instant placedAt,
        List<OrderCorrectionRow> corrections,
        List<OrderPaymentRow> payments) {

    /** An order as it is read once it is written. */
    public static OrderRow of(NewOrder order) {
        CartHead cart = order.cart().head();
        CartExtras extras = cart.extras();
        Quote quote = order.quote();
        return new OrderRow(
                order.id(),
                Long.toString(order.id()),
                cart.id(),
                cart.buyer(),
                extras.attributes(),
                cart.currency(),
                order.items().map(OrderItemRow::of).toList(),
                order.charges().stream().map(OrderChargeRow::of).toList(),
                quote.subtotal().minor(),
                quote.chargeTotal().minor(),
                quote.discountTotal().minor(),
                quote.total().minor(),
                applied(quote.explanation()),
                new CartHead.PricedBy(quote.bookToken(), quote.pricedAt(), quote.policy()),
                order.cart().ordersPlaced(),
                order.refundPolicy(),
                order.notes(),
                order.placedAt(),
                List.of(),
                order.payments());
    }

    /** The same at a time: cancelled if it was not paid by the time that was set for it, whether or not that was written. */
    OrderRow asOf(Instant now) {
        Instant payBy = notes.payBy();
        if (payBy == null || payBy.isAfter(now)) {
            return this;
        }
        OrderState state = OrderState.of(this);
        return state.isOverdue(now) ? with(OverdueOrder.cancellation(state)) : this;
    }

    OrderRow with(OrderCorrectionRow correction) {
        return with(
                items,
                Stream.concat(corrections.stream(), Stream.of(correction)).toList(),
                payments);
    }

    /** The same before anything was reported of its payment. */
    OrderRow unpaid() {
        return with(items, corrections, List.of());
    }

    OrderRow with(OrderPaymentRow payment) {
        return with(
                items,
                corrections,
                Stream.concat(payments.stream(), Stream.of(payment)).toList());
    }

    /** The same with something else about where units of an item came from. */
    OrderRow with(int itemId, StockKey key, UnaryOperator<OrderSource> change) {
        return with(
                items.stream()
                        .map(item -> item.id() == itemId ? item.with(key, change) : item)
                        .toList(),
                corrections,
                payments);
    }

    private OrderRow with(
            List<OrderItemRow> otherItems,
            List<OrderCorrectionRow> otherCorrections,
            List<OrderPaymentRow> otherPayments) {
        return new OrderRow(
                id,
                number,
                cartId,
                buyer,
                attributes,
                currency,
                otherItems,
                charges,
                subtotal,
                chargeTotal,
                discountTotal,
                total,
                explanation,
                pricedBy,
                ordersPlaced,
                refundPolicy,
                notes,
                placedAt,
                otherCorrections,
                otherPayments);
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
