package dev.holdfast.internal.order;

import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.event.EventWords;
import dev.holdfast.internal.event.EventsTable;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what happened to orders after they were placed, as events. Amounts are texts in units of the currency. */
final class OrderNews {
    private final EventsTable events;

    OrderNews(EventsTable events) {
        this.events = events;
    }

    /** Corrections and payments of an order, oldest first, which took it from one state to another. */
    void add(
            OrderState before, OrderState after, List<OrderCorrectionRow> corrections, List<OrderPaymentRow> payments) {
        Currency currency = after.order().currency();
        PaymentState paid = after.payments();
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("status", after.status());
        state.put("payment_status", paid.status());
        state.put("refund_due", EventRow.amount(paid.refundDue(), currency));
        state.put("currency", currency.getCurrencyCode());
        String actor = null;
        for (OrderCorrectionRow correction : corrections) {
            actor = correction.actor();
            add(after, type(correction.kind()), "correction", correction(correction, currency), state, actor);
        }
        for (OrderPaymentRow payment : payments) {
            actor = payment.actor();
            Map<String, @Nullable Object> reported = payment.told(currency);
            add(after, EventWords.ORDER_PAYMENT, "payment", reported, state, actor);
            if (payment.kind().equals(OrderPaymentRow.FAILED) && !payment.duplicate()) {
                add(after, EventWords.ORDER_PAYMENT_FAILED, "payment", reported, state, actor);
            }
        }
        if (paid.status().equals("paid") && !before.payments().status().equals("paid")) {
            events.add(EventRow.ofOrder(EventWords.ORDER_PAID, after.order().id(), state, actor));
        }
        if (paid.refundDue() > before.payments().refundDue()) {
            events.add(
                    EventRow.ofOrder(EventWords.ORDER_REFUND_DUE, after.order().id(), state, actor));
        }
    }

    private void add(
            OrderState order,
            String type,
            String member,
            Map<String, @Nullable Object> what,
            Map<String, @Nullable Object> state,
            @Nullable String actor) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(member, what);
        data.putAll(state);
        events.add(EventRow.ofOrder(type, order.order().id(), data, actor));
    }

    private static String type(String kind) {
        return switch (kind) {
            case OrderCorrectionRow.FULFILMENT -> EventWords.ORDER_FULFILLED;
            case OrderCorrectionRow.CANCELLATION -> EventWords.ORDER_CANCELLED;
            case OrderCorrectionRow.RETURN -> EventWords.ORDER_RETURNED;
            default -> throw new IllegalStateException(kind);
        };
    }

    private static Map<String, @Nullable Object> correction(OrderCorrectionRow correction, Currency currency) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", correction.id());
        data.put("kind", correction.kind());
        data.put("reason", correction.reason());
        data.put("reference", correction.reference());
        data.put("refund_total", EventRow.amount(correction.refundTotal(), currency));
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (OrderCorrectionRow.Item item : correction.items()) {
            Map<String, @Nullable Object> units = new LinkedHashMap<>();
            units.put("item_id", item.itemId());
            units.put("quantity", item.quantity());
            units.put("condition", item.condition());
            units.put("refund", EventRow.amount(item.refund(), currency));
            items.add(units);
        }
        data.put("items", items);
        List<Map<String, @Nullable Object>> charges = new ArrayList<>();
        for (OrderCorrectionRow.Charge charge : correction.charges()) {
            Map<String, @Nullable Object> given = new LinkedHashMap<>();
            given.put("code", charge.code());
            given.put("refund", EventRow.amount(charge.refund(), currency));
            charges.add(given);
        }
        data.put("charges", charges);
        return data;
    }
}
