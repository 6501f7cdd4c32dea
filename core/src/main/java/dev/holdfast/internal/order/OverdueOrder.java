package dev.holdfast.internal.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How an order ends that was not paid by the time that was set for it. */
final class OverdueOrder {
    private OverdueOrder() {}

    /**
     * The cancellation of all that is left of an order. It is the same whenever it is made: by whoever first writes to the
     * order or needs its units, and for everybody who reads the order before.
     */
    static OrderCorrectionRow cancellation(OrderState state) {
        OrderRow order = state.order();
        Instant payBy = Objects.requireNonNull(order.notes().payBy());
        long refund = order.total() - state.refundable();
        List<OrderState.Item> open =
                state.items().stream().filter(item -> item.open() > 0).toList();
        List<OrderChargeRow> charges = state.chargesLeft();
        List<Long> charged = new ArrayList<>();
        open.forEach(item -> charged.add(item.charges().leftTotal()));
        charges.forEach(charge -> charged.add(charge.total()));
        long[] shares = UnitCharges.divide(
                refund, charged.stream().mapToLong(Long::longValue).toArray());
        List<OrderCorrectionRow.Item> items = new ArrayList<>();
        for (OrderState.Item item : open) {
            int i = items.size();
            items.add(new OrderCorrectionRow.Item(
                    item.row().id(), item.open(), null, List.of(), charged.get(i), shares[i]));
        }
        List<OrderCorrectionRow.Charge> givenBack = new ArrayList<>();
        for (OrderChargeRow charge : charges) {
            int i = items.size() + givenBack.size();
            givenBack.add(new OrderCorrectionRow.Charge(charge.code(), charged.get(i), shares[i]));
        }
        return new OrderCorrectionRow(
                order.corrections().size() + 1,
                OrderCorrectionRow.CANCELLATION,
                "not paid by " + payBy,
                null,
                refund,
                refund,
                !order.buyer().promoCodes().isEmpty(),
                null,
                payBy,
                items,
                givenBack);
    }
}
