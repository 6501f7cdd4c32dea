package dev.holdfast.internal.order;

import java.util.ArrayList;
import java.util.List;

/** An order that is locked: as loaded, and with what has happened to it since. Not thread-safe. */
public final class LockedOrder {
    private final OrderState loaded;
    private final List<OrderCorrectionRow> corrections = new ArrayList<>();
    private final List<OrderPaymentRow> payments = new ArrayList<>();
    private OrderState state;

    /** As it was read. */
    public LockedOrder(OrderRow row) {
        this.loaded = OrderState.of(row);
        this.state = loaded;
    }

    /** Its identifier. */
    public long id() {
        return state.order().id();
    }

    /** What has become of it so far; later changes do not reach it. */
    public OrderState state() {
        return state;
    }

    /** The id that its next correction will have. */
    public int nextCorrectionId() {
        return state.order().corrections().size() + 1;
    }

    /** The id that its next payment will have. */
    public int nextPaymentId() {
        return state.order().payments().size() + 1;
    }

    /** Corrects it. */
    public void add(OrderCorrectionRow correction) {
        corrections.add(correction);
        state = OrderState.of(state.order().with(correction));
    }

    /** Notes a payment. */
    public void add(OrderPaymentRow payment) {
        payments.add(payment);
        state = OrderState.of(state.order().with(payment));
    }

    List<OrderCorrectionRow> corrections() {
        return corrections;
    }

    List<OrderPaymentRow> payments() {
        return payments;
    }

    boolean hasOtherState() {
        return !state.status().equals(loaded.status())
                || !state.payments().status().equals(loaded.payments().status());
    }
}
