package dev.holdfast.internal.order;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        for (OrderState.Item item : overdueItems(now)) {
            List<OrderSource> sources = item.row().sources();
            // Nothing of such an order was delivered.
            sources.forEach(source -> units.merge(
                    source.key(),
                    item.row().hasCountedSources() ? source.quantity() - source.givenBack() : item.open(),
                    Integer::sum));
        }
        return units;
    }

    /** Where the units of an item came from. */
    public List<OrderSource> sources(int itemId) {
        return Objects.requireNonNull(state.item(itemId)).row().sources();
    }

    /** Changes how many units of an item wait for stock of a counter. */
    public void wait(int itemId, StockKey key, int quantity) {
        state = OrderState.of(state.order().with(itemId, key, source -> source.waiting(quantity)));
    }

    /** Gives units of an item back to a counter that they came from. */
    public void giveBack(int itemId, StockKey key, int quantity) {
        state = OrderState.of(state.order().with(itemId, key, source -> source.givenBack(quantity)));
    }

    /** The sources of items with several, and of kits, of which more was given back than when the order was loaded. */
    List<GivenBack> givenBack() {
        List<GivenBack> changed = new ArrayList<>();
        for (OrderState.Item item : state.items()) {
            List<OrderSource> sources = item.row().sources();
            List<OrderSource> before =
                    Objects.requireNonNull(loaded.item(item.row().id())).row().sources();
            for (int i = 0; i < sources.size() && item.row().hasCountedSources(); i++) {
                if (sources.get(i).givenBack() != before.get(i).givenBack()) {
                    changed.add(new GivenBack(item.row().id(), i, sources.get(i).givenBack()));
                }
            }
        }
        return changed;
    }

    /** How many units of a source of an item were given back. */
    record GivenBack(int itemId, int position, int units) {}

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

    /** Tells what happened to it since it was loaded. */
    void tell(OrderNews news) {
        if (!corrections.isEmpty() || !payments.isEmpty()) {
            news.add(loaded, state, corrections, payments);
        }
    }

    boolean hasOtherState() {
        return !state.status().equals(loaded.status())
                || !state.payments().status().equals(loaded.payments().status());
    }
}
