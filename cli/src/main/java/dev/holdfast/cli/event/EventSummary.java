package dev.holdfast.cli.event;

import dev.holdfast.event.Event;
import dev.holdfast.location.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells the data of events in a few words, for people. */
final class EventSummary {
    private EventSummary() {}

    /** The most important facts, on one line; empty if the type and the subject say everything. */
    static String of(Event event) {
        Map<String, @Nullable Object> data = event.data();
        return switch (event.type()) {
            case RESERVATION_CREATED, RESERVATION_CHANGED, RESERVATION_RELEASED, RESERVATION_EXPIRED ->
                reservation(data);
            case STOCK_CHANGED, STOCK_BACKORDER_FILLED -> movement(data);
            case STOCK_LOW, STOCK_BACK_IN_STOCK -> level(data);
            case CART_CREATED -> line(named("user", data.get("user_id")), text(data.get("currency")));
            case CART_DELETED, PROMO_CODE_EXHAUSTED -> "";
            case CART_CHECKED_OUT -> named("order", data.get("order_id"));
            case CHECKOUT_SESSION_OPENED,
                    CHECKOUT_SESSION_COMPLETED,
                    CHECKOUT_SESSION_CANCELLED,
                    CHECKOUT_SESSION_EXPIRED,
                    CHECKOUT_SESSION_SHORTFALL,
                    CHECKOUT_SESSION_REFUNDED,
                    CHECKOUT_SESSION_PAYMENT_REPORTED -> checkoutSession(data);
            case ORDER_PLACED -> line(amount(data, "total"), count(data.get("items"), "item"));
            case ORDER_PAID -> text(data.get("payment_status"));
            case ORDER_PAYMENT_REPORTED, ORDER_PAYMENT_FAILED -> payment(data);
            case ORDER_FULFILLED, ORDER_CANCELLED, ORDER_RETURNED -> correction(data);
            case ORDER_REFUND_DUE -> amount(data, "refund_due");
            case PRICE_CHANGED -> prices(data);
            case PRODUCT_CHANGED,
                    PRICING_RULE_CHANGED,
                    PROMO_CODE_CHANGED,
                    LOCATION_CHANGED,
                    KEY_CREATED,
                    KEY_ROTATED,
                    KEY_REVOKED,
                    KEY_CHANGED -> change(data);
        };
    }

    private static String reservation(Map<String, @Nullable Object> data) {
        return line(
                named("variant", data.get("variant_id")),
                signed(data, "reserved_delta") + place(data),
                data.get("held_after") == null ? "" : data.get("held_after") + " held");
    }

    private static String movement(Map<String, @Nullable Object> data) {
        boolean isMoved = !Objects.equals(data.get("stock_delta"), 0);
        return line(
                text(data.get("kind"))
                        + (isMoved ? " " + signed(data, "stock_delta") + " to " + data.get("stock_after") : "")
                        + place(data),
                text(data.get("reason")),
                text(data.get("reference")),
                named("order", data.get("order_id")));
    }

    private static String level(Map<String, @Nullable Object> data) {
        return data.get("reserved_after") + " of " + data.get("stock_after") + " reserved" + place(data);
    }

    private static String checkoutSession(Map<String, @Nullable Object> data) {
        return line(
                named("cart", data.get("cart_id")),
                named("order", data.get("order_id")),
                amount(data, "total"),
                payment(data),
                count(data.get("shortages"), "shortage"));
    }

    private static String payment(Map<String, @Nullable Object> data) {
        if (!(data.get("payment") instanceof Map<?, ?> payment)) {
            return "";
        }
        return line(
                text(payment.get("kind")) + " " + payment.get("amount") + " " + text(data.get("currency")),
                text(payment.get("reference")),
                Boolean.TRUE.equals(payment.get("duplicate")) ? "duplicate" : "",
                Boolean.TRUE.equals(payment.get("late")) ? "late" : "");
    }

    private static String correction(Map<String, @Nullable Object> data) {
        if (!(data.get("correction") instanceof Map<?, ?> correction)) {
            return "";
        }
        long units = 0;
        if (correction.get("items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> of && of.get("quantity") instanceof Number quantity) {
                    units += quantity.longValue();
                }
            }
        }
        return line(
                counted(units, "unit"),
                data.get("status") == null ? "" : "order " + data.get("status"),
                named("refund_due", amount(data, "refund_due")),
                text(correction.get("reason")),
                text(correction.get("reference")));
    }

    private static String prices(Map<String, @Nullable Object> data) {
        List<String> changes = new ArrayList<>();
        Map<?, ?> before = members(data.get("before"));
        members(data.get("after"))
                .forEach((name, price) -> changes.add(name + " " + orNone(before.get(name)) + " to " + orNone(price)));
        return String.join(", ", changes);
    }

    private static String change(Map<String, @Nullable Object> data) {
        TreeSet<String> names = new TreeSet<>();
        if ("changed".equals(data.get("action"))) {
            members(data.get("before")).keySet().forEach(name -> names.add(text(name)));
            members(data.get("after")).keySet().forEach(name -> names.add(text(name)));
        }
        return line(text(data.get("action")), String.join(" ", names));
    }

    private static Map<?, ?> members(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    // Most shops have one location.
    private static String place(Map<String, @Nullable Object> data) {
        return Location.DEFAULT.equals(data.get("location")) ? "" : " at " + data.get("location");
    }

    private static String signed(Map<String, @Nullable Object> data, String member) {
        Object value = data.get(member);
        return value instanceof Number number && number.longValue() > 0 ? "+" + value : text(value);
    }

    private static String amount(Map<String, @Nullable Object> data, String member) {
        return data.get(member) == null ? "" : data.get(member) + " " + text(data.get("currency"));
    }

    private static String count(@Nullable Object list, String what) {
        return list instanceof List<?> entries ? counted(entries.size(), what) : "";
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String named(String name, @Nullable Object value) {
        return value == null || value.equals("") ? "" : name + " " + value;
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String line(String... parts) {
        List<String> present = new ArrayList<>(List.of(parts));
        present.removeIf(String::isBlank);
        return String.join(", ", present);
    }
}
