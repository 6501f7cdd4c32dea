package dev.holdfast.internal.order;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /** Cancels it if it was not paid by the time that was set for it. */
    public void endIfOverdue(Instant now) {
        if (state.isOverdue(now)) {
            add(OverdueOrder.cancellation(state));
        }
    }

    /** The items with units that are cancelled because it was not paid by the time that was set for it; none otherwise. */
    public List<OrderState.Item> overdueItems(Instant now) {
        return state.isOverdue(now)
                ? state.items().stream().filter(item -> item.open() > 0).toList()
                : List.of();
    }

    /** The units that come back because it was not paid by the time that was set for it; none otherwise. */
    public SortedMap<StockKey, Integer> overdueUnits(Instant now) {
        SortedMap<StockKey, Integer> units = new TreeMap<>();
        overdueItems(now).forEach(item -> units.merge(item.row().key(), item.open(), Integer::sum));
        return units;
    }

    /** Changes how many units of an item wait for stock. */
    public void wait(int itemId, int quantity) {
        state = OrderState.of(state.order().waiting(itemId, quantity));
    }

    /** Corrects it. */
    public void add(OrderCorrectionRow correction) {
        corrections.add(correction);
        state = OrderState.of(state.order().with(correction));
    }

    /**
     * Notes what a payment provider reports, unless it was reported before.
     *
     * @return the payment as it was noted the first time
     */
    public OrderPaymentRow report(String kind, long amount, String reference, @Nullable String actor, Instant now) {
        List<OrderPaymentRow> noted = state.order().payments();
        OrderPaymentRow payment = PaymentReports.of(noted, kind, amount, reference, actor, now);
        if (!noted.contains(payment)) {
            payments.add(payment);
            state = OrderState.of(state.order().with(payment));
        }
        return payment;
    }

    /** Whether anything was corrected since it was loaded. */
    public boolean isCorrected() {
        return !corrections.isEmpty();
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
