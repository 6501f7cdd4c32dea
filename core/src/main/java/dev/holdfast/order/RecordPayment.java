package dev.holdfast.order;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
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
        long amount = amount(order.state());
        boolean isKnown = false;
        for (OrderPaymentRow earlier : order.state().order().payments()) {
            if (earlier.kind().equals(payment.kind().word())
                    && earlier.reference().equals(payment.reference())) {
                if (earlier.amount() == amount) {
                    return answer(order.state(), earlier);
                }
                isKnown = true;
            }
        }
        OrderPaymentRow row = new OrderPaymentRow(
                order.nextPaymentId(), payment.kind().word(), amount, payment.reference(), isKnown, shop.now());
        order.add(row);
        return answer(order.state(), row);
    }

    private long amount(OrderState state) {
        try {
            return Money.of(payment.amount(), state.order().currency()).minor();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/amount", String.valueOf(e.getMessage()));
        }
    }

    private static Supplier<Payment> answer(OrderState state, OrderPaymentRow row) {
        List<OrderPaymentRow> all = state.order().payments();
        return () -> new Payment(
                row,
                state.payments().flags().get(all.indexOf(row)),
                state.order().currency());
    }
}
