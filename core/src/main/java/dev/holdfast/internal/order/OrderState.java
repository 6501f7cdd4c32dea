package dev.holdfast.internal.order;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has become of an order, derived from what happened to it. Not thread-safe. */
public final class OrderState {
    /** Some units have neither reached the buyer nor been cancelled. */
    public static final String PLACED = "placed";

    /** Every unit that was not cancelled has reached the buyer, who has kept some. */
    public static final String FULFILLED = "fulfilled";

    /** Nothing was fulfilled, and nothing will be. */
    public static final String CANCELLED = "cancelled";

    /** Everything that reached the buyer has come back. */
    public static final String RETURNED = "returned";

    /** An item, and what has become of its units. */
    public static final class Item {
        private final OrderItemRow row;
        private final UnitCharges charges;
        private int cancelled;
        private int fulfilled;
        private int returned;

        private Item(OrderItemRow row) {
            this.row = row;
            this.charges = new UnitCharges(row.units());
        }

        public OrderItemRow row() {
            return row;
        }

        /** Units that were cancelled. */
        public int cancelled() {
            return cancelled;
        }

        /** Units that reached the buyer, including those that came back. */
        public int fulfilled() {
            return fulfilled;
        }

        /** Units that came back. */
        public int returned() {
            return returned;
        }

        /** Units that were neither cancelled nor fulfilled. */
        public int open() {
            return row.quantity() - cancelled - fulfilled;
        }

        /** Units of those that are open which wait for stock. */
        public int backordered() {
            return Math.min(row.backordered(), open());
        }

        /** Units of those that wait which were promised for a time. */
        public int preordered() {
            return Math.min(row.preordered(), backordered());
        }

        /** Where its units came from. Those of an order that is overdue wait for nothing, whether or not a sweep has run. */
        public List<OrderSource> sources() {
            return open() > 0
                    ? row.sources()
                    : row.sources().stream().map(source -> source.waiting(0)).toList();
        }

        /** Units of those that are open which can be fulfilled. */
        public int ready() {
            return open() - backordered();
        }

        /** Units that are with the buyer. */
        public int kept() {
            return fulfilled - returned;
        }

        /** Units that were neither cancelled nor returned. */
        public int left() {
            return open() + kept();
        }

        /** What its units were charged, without those that were cancelled or returned; a copy. */
        public UnitCharges charges() {
            return charges.copy();
        }

        private void apply(String kind, OrderCorrectionRow.Item change) {
            switch (kind) {
                case OrderCorrectionRow.FULFILMENT -> fulfilled += change.quantity();
                case OrderCorrectionRow.CANCELLATION -> cancelled += change.quantity();
                case OrderCorrectionRow.RETURN -> returned += change.quantity();
                default -> throw new IllegalStateException(kind);
            }
            if (!kind.equals(OrderCorrectionRow.FULFILMENT)) {
                if (change.units().isEmpty()) {
                    charges.take(change.quantity());
                }
                change.units().forEach(units -> charges.take(units.group(), units.quantity()));
            }
        }
    }

    private final OrderRow order;
    private final List<Item> items;
    private final Map<Integer, Item> byId = new HashMap<>();
    private final Set<String> refundedCharges = new HashSet<>();
    private long refundable;
    private long refundTotal;

    private OrderState(OrderRow order) {
        this.order = order;
        this.items = order.items().stream().map(Item::new).toList();
        items.forEach(item -> byId.put(item.row.id(), item));
        order.corrections().forEach(this::apply);
    }

    /** The state that all corrections of an order have led to. */
    public static OrderState of(OrderRow order) {
        return new OrderState(order);
    }

    private void apply(OrderCorrectionRow correction) {
        for (OrderCorrectionRow.Item change : correction.items()) {
            Objects.requireNonNull(byId.get(change.itemId())).apply(correction.kind(), change);
        }
        correction.charges().forEach(charge -> refundedCharges.add(charge.code()));
        refundable += correction.refundable();
        refundTotal += correction.refundTotal();
    }

    public OrderRow order() {
        return order;
    }

    /** The items by id. */
    public List<Item> items() {
        return items;
    }

    /** An item; null if the order has none of this id. */
    public @Nullable Item item(int id) {
        return byId.get(id);
    }

    /** The charges that were not given back. */
    public List<OrderChargeRow> chargesLeft() {
        return order.charges().stream()
                .filter(charge -> !refundedCharges.contains(charge.code()))
                .toList();
    }

    /** What corrections could have taken off the total so far. */
    public long refundable() {
        return refundable;
    }

    /** What corrections took off the total. */
    public long refundTotal() {
        return refundTotal;
    }

    /** {@link #PLACED}, {@link #FULFILLED}, {@link #CANCELLED} or {@link #RETURNED}. */
    public String status() {
        if (items.stream().anyMatch(item -> item.open() > 0)) {
            return PLACED;
        }
        if (items.stream().anyMatch(item -> item.kept() > 0)) {
            return FULFILLED;
        }
        return items.stream().anyMatch(item -> item.returned > 0) ? RETURNED : CANCELLED;
    }

    /**
     * Whether the order is cancelled unless it is paid by the time that was set: there is something to pay, nobody has
     * paid or set money aside, and nothing was delivered. {@link dev.holdfast.internal.stock.Overdue#AWAITED} is the same
     * in SQL.
     */
    public boolean awaitsPayment() {
        return order.notes().payBy() != null
                && refundTotal < order.total()
                && status().equals(PLACED)
                && payments().isUnpaid()
                && items.stream().allMatch(item -> item.fulfilled == 0);
    }

    /** Whether the order was not paid by the time that was set, and is not cancelled yet. */
    public boolean isOverdue(Instant now) {
        Instant payBy = order.notes().payBy();
        return payBy != null && !payBy.isAfter(now) && awaitsPayment();
    }

    /** What the payments of the order amount to. */
    public PaymentState payments() {
        return PaymentState.of(order.payments(), order.total(), order.total() - refundTotal);
    }
}
