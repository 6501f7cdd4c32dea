package dev.holdfast.order;

import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderPaymentRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.function.Supplier;

/** Notes what a payment provider reports. A report that is repeated changes nothing. */
record RecordPayment(long orderId, NewPayment payment) implements Command<Payment> {
    @Override
    public String name() {
        return "record_payment";
    }

    @Override
    public long lane() {
        return orderId;
    }

    @Override
    public void needs(Needs needs) {
        needs.order(orderId);
    }

    @Override
    public Supplier<Payment> decide(WorkingSet shop) {
        LockedOrder order = shop.order(orderId);
        long amount = payment.minor("/amount", order.state().order().currency());
        return answer(
                order.report(payment.kind().word(), amount, payment.reference(), shop.actor(), shop.now()),
                order.state());
    }

    private static Supplier<Payment> answer(OrderPaymentRow row, OrderState state) {
        List<OrderPaymentRow> all = state.order().payments();
        return () -> new Payment(
                row,
                state.payments().flags().get(all.indexOf(row)),
                state.order().currency());
    }
}
