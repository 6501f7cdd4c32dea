package dev.holdfast.order;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderChargeRow;
import dev.holdfast.internal.order.OrderCorrectionRow;
import dev.holdfast.internal.order.OrderItemRow;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.UnitCharges;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.StoredCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What an order's total falls by with a correction, and the shares of it that its items and charges have. */
final class RefundCalculation {
    private final List<OrderCorrectionRow.Item> items;
    private final List<OrderChargeRow> charges;
    private final long refundable;
    private final long refundTotal;

    private RefundCalculation(
            List<OrderCorrectionRow.Item> items, List<OrderChargeRow> charges, long refundable, long refundTotal) {
        this.items = items;
        this.charges = charges;
        this.refundable = refundable;
        this.refundTotal = refundTotal;
    }

    /**
     * Gives back what the units and charges were charged.
     *
     * @throws InvalidInputException if a refund is asked for that is not lower, or without a reason
     */
    static RefundCalculation keeping(OrderState state, CorrectionPlan plan, CorrectionRequest request) {
        List<OrderCorrectionRow.Item> items = plan.items();
        long charged = items.stream()
                        .mapToLong(OrderCorrectionRow.Item::charged)
                        .sum()
                + plan.charges().stream().mapToLong(OrderChargeRow::total).sum();
        return of(state, items, plan, request, charged);
    }

    /**
     * Gives back what was charged beyond the price of what is kept.
     *
     * @param codes the stored promo codes that the order has claimed
     * @throws InvalidInputException if a refund is asked for that is not lower, or without a reason
     */
    static RefundCalculation repricing(
            OrderState state, CorrectionPlan plan, CorrectionRequest request, RuleBook book, List<StoredCode> codes) {
        long kept = priceOfKept(state, plan, book, codes);
        long refundable = Math.max(0, state.order().total() - state.refundable() - kept);
        return of(state, plan.items(), plan, request, refundable);
    }

    private static RefundCalculation of(
            OrderState state,
            List<OrderCorrectionRow.Item> items,
            CorrectionPlan plan,
            CorrectionRequest request,
            long refundable) {
        return new RefundCalculation(
                items, plan.charges(), refundable, refundTotal(state.order(), request, refundable));
    }

    private static long refundTotal(OrderRow order, CorrectionRequest request, long refundable) {
        BigDecimal asked = request.refundTotal();
        if (asked == null) {
            return refundable;
        }
        Money lower;
        try {
            lower = Money.of(asked, order.currency());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/refund_total", String.valueOf(e.getMessage()));
        }
        if (lower.minor() > refundable) {
            throw new InvalidInputException(
                    "/refund_total",
                    lower + " is more than the " + new Money(refundable, order.currency()) + " that can be refunded");
        }
        if (lower.minor() < refundable && request.reason() == null) {
            throw new InvalidInputException("/reason", "is missing, with a refund_total that is lowered");
        }
        return lower.minor();
    }

    /** Gifts that are kept stay free, whether or not what is kept earns them. */
    private static long priceOfKept(OrderState state, CorrectionPlan plan, RuleBook book, List<StoredCode> codes) {
        OrderRow order = state.order();
        List<QuoteItem> kept = new ArrayList<>();
        for (OrderState.Item item : state.items()) {
            OrderItemRow row = item.row();
            int left = plan.leftAfter(item);
            if (left > 0 && row.giftRule() == null) {
                kept.add(new QuoteItem(
                        row.id(),
                        row.variantId(),
                        row.productId(),
                        row.category(),
                        left,
                        new Money(row.unitPrice(), order.currency()),
                        row.minUnitPrice() == null ? null : new Money(row.minUnitPrice(), order.currency()),
                        null));
            }
        }
        List<QuoteCharge> charges = state.chargesLeft().stream()
                .filter(charge -> !plan.charges().contains(charge))
                .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), order.currency())))
                .toList();
        PricingContext context = new PricingContext(
                order.currency(),
                order.buyer().userId(),
                order.buyer().userTier(),
                order.buyer().promoCodes(),
                codes,
                order.ordersPlaced(),
                order.attributes());
        return PriceEngine.quote(
                        book,
                        kept,
                        charges,
                        context,
                        PricingPolicy.named(order.pricedBy().policy()),
                        order.pricedBy().at())
                .total()
                .minor();
    }

    /** What the total would fall by if nothing were kept back. */
    long refundable() {
        return refundable;
    }

    /** What the total falls by. */
    long refundTotal() {
        return refundTotal;
    }

    /** The items, each with its share. */
    List<OrderCorrectionRow.Item> items() {
        long[] shares = shares();
        List<OrderCorrectionRow.Item> shared = new ArrayList<>();
        for (OrderCorrectionRow.Item item : items) {
            shared.add(new OrderCorrectionRow.Item(
                    item.itemId(),
                    item.quantity(),
                    item.condition(),
                    item.units(),
                    item.charged(),
                    shares[shared.size()]));
        }
        return shared;
    }

    /** The charges, each with its share. */
    List<OrderCorrectionRow.Charge> charges() {
        long[] shares = shares();
        List<OrderCorrectionRow.Charge> shared = new ArrayList<>();
        for (OrderChargeRow charge : charges) {
            shared.add(
                    new OrderCorrectionRow.Charge(charge.code(), charge.total(), shares[items.size() + shared.size()]));
        }
        return shared;
    }

    private long[] shares() {
        return UnitCharges.divide(
                refundTotal,
                LongStream.concat(
                                items.stream().mapToLong(OrderCorrectionRow.Item::charged),
                                charges.stream().mapToLong(OrderChargeRow::total))
                        .toArray());
    }
}
