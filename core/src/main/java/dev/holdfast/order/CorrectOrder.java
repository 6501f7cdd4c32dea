package dev.holdfast.order;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderCorrectionRow;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Cancels, fulfils or takes back units of an order. */
final class CorrectOrder implements Command<Correction> {
    private final CorrectionRequest request;
    private final RefundSettings settings;

    CorrectOrder(CorrectionRequest request, RefundSettings settings) {
        this.request = request;
        this.settings = settings;
    }

    @Override
    public String name() {
        return switch (request.kind()) {
            case CANCELLATION -> "cancel_order";
            case RETURN -> "return_order";
            case FULFILMENT -> "fulfil_order";
        };
    }

    @Override
    public long lane() {
        return request.orderId();
    }

    @Override
    public void needs(Needs needs) {
        if (request.kind() == CorrectionKind.FULFILMENT) {
            needs.order(request.orderId());
        } else {
            needs.wholeOrder(request.orderId());
        }
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        LockedOrder order = shop.orderIfLocked(request.orderId());
        if (order != null && request.kind() != CorrectionKind.FULFILMENT) {
            order.state().items().forEach(item -> item.row().sources().forEach(source -> demand.settle(source.key())));
        }
    }

    @Override
    public Supplier<Correction> decide(WorkingSet shop) {
        LockedOrder order = shop.order(request.orderId());
        OrderState state = order.state();
        CorrectionPlan plan = CorrectionPlan.of(state, request);
        RefundCalculation refund = refund(shop, state, plan);
        List<OrderCorrectionRow.Item> items = refund.items();
        Map<Integer, Integer> comingBack = comingBack(items);
        requireRoom(shop, state, comingBack);
        // From here on everything is written.
        List<OrderCorrectionRow.Item> first = plan.fulfilledFirst();
        if (!first.isEmpty()) {
            order.add(row(order, shop, CorrectionKind.FULFILMENT, null, first, List.of(), 0, 0, false));
        }
        // What was never paid for has not been used.
        boolean usesReturned = (settings.promoUses() || state.awaitsPayment())
                && plan.cancelsAll()
                && shop.promos().unclaim(state.order().cartId(), state.order().id());
        OrderCorrectionRow row = row(
                order,
                shop,
                request.kind(),
                request.reason(),
                items,
                refund.charges(),
                refund.refundable(),
                refund.refundTotal(),
                usesReturned);
        order.add(row);
        comingBack.forEach((itemId, units) -> takeBack(shop, order, item(state, itemId), units));
        // Only then: the order may itself wait for units that it gives back with another item.
        comingBack.keySet().stream()
                .flatMap(itemId -> item(state, itemId).row().sources().stream())
                .map(OrderSource::key)
                .distinct()
                .forEach(key -> shop.units().fill(shop.stock(key)));
        return () -> new Correction(row, state.order().currency());
    }

    private RefundCalculation refund(WorkingSet shop, OrderState state, CorrectionPlan plan) {
        OrderRow order = state.order();
        boolean reprices = order.refundPolicy().equals(RefundPolicy.REPRICE.word());
        if (request.kind() == CorrectionKind.FULFILMENT || !reprices) {
            return RefundCalculation.keeping(state, plan, request);
        }
        return RefundCalculation.repricing(
                state,
                plan,
                request,
                shop.book(order.pricedBy().bookToken()),
                shop.promos().claimed(order));
    }

    /** The units that the order gives back, by item. */
    private Map<Integer, Integer> comingBack(List<OrderCorrectionRow.Item> items) {
        Map<Integer, Integer> units = new TreeMap<>();
        for (OrderCorrectionRow.Item item : items) {
            boolean sellable = item.condition() == null || item.condition().equals(OrderCorrectionRow.SELLABLE);
            if (sellable && request.kind() != CorrectionKind.FULFILMENT) {
                units.merge(item.itemId(), item.quantity(), Integer::sum);
            }
        }
        return units;
    }

    private static void requireRoom(WorkingSet shop, OrderState state, Map<Integer, Integer> comingBack) {
        Map<StockKey, Long> units = new TreeMap<>();
        comingBack.forEach((itemId, coming) -> item(state, itemId)
                .row()
                .sources()
                .forEach(source -> units.merge(
                        source.key(), Math.min((long) coming * source.perItem(), source.quantity()), Long::sum)));
        units.forEach((key, coming) -> {
            int onHand = shop.stock(key).stockQuantity();
            if (onHand + coming > Limits.STOCK) {
                throw new InvalidInputException(
                        "/items", coming + " units more than the " + onHand + " on hand exceed " + Limits.STOCK);
            }
        });
    }

    private void takeBack(WorkingSet shop, LockedOrder order, OrderState.Item item, int units) {
        if (request.kind() == CorrectionKind.CANCELLATION) {
            shop.returns().giveBack(order, item, units, request.reason());
        } else {
            shop.returns().takeBack(order, item, units, request.reason());
        }
    }

    private static OrderState.Item item(OrderState state, int itemId) {
        return Objects.requireNonNull(state.item(itemId));
    }

    private OrderCorrectionRow row(
            LockedOrder order,
            WorkingSet shop,
            CorrectionKind kind,
            @Nullable String reason,
            List<OrderCorrectionRow.Item> items,
            List<OrderCorrectionRow.Charge> charges,
            long refundable,
            long refundTotal,
            boolean usesReturned) {
        return new OrderCorrectionRow(
                order.nextCorrectionId(),
                kind.word(),
                reason,
                request.reference(),
                refundable,
                refundTotal,
                usesReturned,
                shop.actor(),
                shop.now(),
                items,
                charges);
    }
}
