package dev.holdfast.event;

import dev.holdfast.internal.audit.AuditRow;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.event.StreamRow;
import dev.holdfast.internal.json.JsonTree;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.Movements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Tells rows of the stream as events. */
final class EventViews {
    /** An event before it has its id. */
    private record Told(EventType type, @Nullable String actor, String subject, Map<String, @Nullable Object> data) {}

    private final IntFunction<String> locations;
    private final Map<Long, Map<String, @Nullable Object>> orders;

    /**
     * With what rows refer to.
     *
     * @param locations codes by id
     * @param orders as they were placed, by id
     */
    EventViews(IntFunction<String> locations, Map<Long, Map<String, @Nullable Object>> orders) {
        this.locations = locations;
        this.orders = orders;
    }

    /** The events of a row, in their order; there is at least one. */
    List<Event> of(StreamRow row) {
        List<Told> told = told(row);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            Told event = told.get(i);
            events.add(new Event(
                    Position.behind(row.number(), part(i, told.size()), row.at())
                            .text(),
                    event.type,
                    row.at(),
                    event.actor,
                    event.subject,
                    Collections.unmodifiableMap(event.data)));
        }
        return events;
    }

    /** Which part of its row the event at a place of the list of {@link #of} is; 0 for the last. */
    static int part(int place, int size) {
        return place == size - 1 ? 0 : place + 1;
    }

    private List<Told> told(StreamRow row) {
        if (row instanceof StreamRow.Moved moved) {
            return moved(moved);
        }
        if (row instanceof StreamRow.Placed placed) {
            return placed(placed);
        }
        return row instanceof StreamRow.Changed changed
                ? changed(changed.entry())
                : List.of(written(((StreamRow.Written) row).row()));
    }

    private List<Told> moved(StreamRow.Moved row) {
        LedgerRow entry = row.movement();
        Map<String, @Nullable Object> data = data(entry);
        EventType type = type(entry);
        boolean ofCart = type.word().startsWith("reservation.");
        String variant = "variants/" + entry.key().variantId();
        List<Told> told = new ArrayList<>();
        told.add(new Told(type, entry.actor(), ofCart ? "carts/" + entry.cartId() : variant, data));
        long after = (long) entry.stockAfter() - entry.reservedAfter() - row.safetyStock();
        long before = after - (entry.stockDelta() - entry.reservedDelta());
        Integer point = row.reorderPoint();
        if (row.tracked() && point != null && before > point && after <= point) {
            told.add(new Told(EventType.STOCK_LOW, entry.actor(), variant, with(data, "reorder_point", point)));
        }
        if (row.tracked() && before <= 0 && after > 0) {
            told.add(new Told(EventType.STOCK_BACK_IN_STOCK, entry.actor(), variant, data));
        }
        return told;
    }

    private static EventType type(LedgerRow entry) {
        Integer held = entry.heldAfter();
        return switch (entry.kind()) {
            case Movements.RESERVED ->
                held != null && held == entry.reservedDelta()
                        ? EventType.RESERVATION_CREATED
                        : EventType.RESERVATION_CHANGED;
            case Movements.RELEASED ->
                entry.cartId() == null
                        ? EventType.STOCK_CHANGED
                        : held != null && held > 0 ? EventType.RESERVATION_CHANGED : EventType.RESERVATION_RELEASED;
            case Movements.EXPIRED -> EventType.RESERVATION_EXPIRED;
            case Movements.FILLED -> EventType.STOCK_BACKORDER_FILLED;
            default -> EventType.STOCK_CHANGED;
        };
    }

    private Map<String, @Nullable Object> data(LedgerRow entry) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("variant_id", entry.key().variantId());
        data.put("location", locations.apply(entry.key().locationId()));
        data.put("version", entry.version());
        data.put("kind", entry.kind());
        data.put("stock_delta", entry.stockDelta());
        data.put("reserved_delta", entry.reservedDelta());
        data.put("stock_after", entry.stockAfter());
        data.put("reserved_after", entry.reservedAfter());
        data.put("backordered_after", entry.backorderedAfter());
        putPresent(data, "held_after", entry.heldAfter());
        putPresent(data, "reason", entry.reason());
        putPresent(data, "reference", entry.reference());
        putPresent(data, "cart_id", entry.cartId());
        putPresent(data, "order_id", entry.orderId());
        putPresent(data, "transfer_id", entry.transferId());
        return data;
    }

    private List<Told> placed(StreamRow.Placed row) {
        Map<String, @Nullable Object> order = Objects.requireNonNull(orders.get(row.orderId()));
        Told placed = new Told(EventType.ORDER_PLACED, row.actor(), "orders/" + row.orderId(), order);
        if (!row.ofWholeCart()) {
            return List.of(placed);
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("cart_id", row.cartId());
        data.put("order_id", row.orderId());
        return List.of(new Told(EventType.CART_CHECKED_OUT, row.actor(), "carts/" + row.cartId(), data), placed);
    }

    private static List<Told> changed(AuditRow entry) {
        Map<String, @Nullable Object> before = members(entry.before());
        Map<String, @Nullable Object> after = members(entry.after());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("action", before == null ? "created" : after == null ? "deleted" : "changed");
        data.put("before", before);
        data.put("after", after);
        String subject = subject(entry.subjectKind()) + "/" + entry.subjectId();
        Told told = new Told(type(entry.subjectKind(), before, after), entry.actor(), subject, data);
        if (told.type != EventType.PRODUCT_CHANGED || before == null || after == null) {
            return List.of(told);
        }
        Map<String, @Nullable Object> prices = new LinkedHashMap<>();
        prices.put("before", prices(before));
        prices.put("after", prices(after));
        return prices(after).isEmpty()
                ? List.of(told)
                : List.of(told, new Told(EventType.PRICE_CHANGED, entry.actor(), subject, prices));
    }

    private static Map<String, @Nullable Object> prices(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> prices = new LinkedHashMap<>(members);
        prices.keySet().retainAll(List.of("base_price", "price", "min_price"));
        return prices;
    }

    private static EventType type(
            String kind,
            @Nullable Map<String, @Nullable Object> before,
            @Nullable Map<String, @Nullable Object> after) {
        return switch (kind) {
            case AuditSql.PRODUCT, AuditSql.VARIANT -> EventType.PRODUCT_CHANGED;
            case AuditSql.PRICING_RULE -> EventType.PRICING_RULE_CHANGED;
            case AuditSql.PROMO_CODE -> EventType.PROMO_CODE_CHANGED;
            case AuditSql.LOCATION -> EventType.LOCATION_CHANGED;
            default -> ofKey(before, after);
        };
    }

    private static EventType ofKey(
            @Nullable Map<String, @Nullable Object> before, @Nullable Map<String, @Nullable Object> after) {
        if (before == null) {
            return EventType.KEY_CREATED;
        }
        if (after == null || after.get("revoked_at") != null) {
            return EventType.KEY_REVOKED;
        }
        return after.containsKey("hint") ? EventType.KEY_ROTATED : EventType.KEY_CHANGED;
    }

    /** The path of things of a kind in the HTTP API. */
    private static String subject(String auditKind) {
        return switch (auditKind) {
            case AuditSql.PRODUCT -> "products";
            case AuditSql.VARIANT -> "variants";
            case AuditSql.PRICING_RULE -> "pricing-rules";
            case AuditSql.PROMO_CODE -> "promo-codes";
            case AuditSql.LOCATION -> "locations";
            default -> "keys";
        };
    }

    private static Told written(EventRow row) {
        EventType type = EventType.of(row.type()).orElseThrow(() -> new IllegalStateException(row.type()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        String group = row.type().substring(0, row.type().indexOf('.'));
        String subject = switch (group) {
            case "cart" -> "carts/" + row.cartId();
            case "order" -> "orders/" + row.orderId();
            case "checkout_session" -> "checkout-sessions/" + row.name();
            default -> "promo-codes/" + row.name();
        };
        if (group.equals("checkout_session")) {
            data.put("id", row.name());
        }
        if (group.equals("promo_code")) {
            data.put("code", row.name());
        }
        putPresent(data, "cart_id", row.cartId());
        putPresent(data, "order_id", row.orderId());
        if (row.data() != null) {
            data.putAll(JsonTree.members(row.data()));
        }
        return new Told(type, row.actor(), subject, data);
    }

    private static @Nullable Map<String, @Nullable Object> members(@Nullable String json) {
        return json == null ? null : JsonTree.members(json);
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> data, String name, @Nullable Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(data);
        copy.put(name, value);
        return copy;
    }

    private static void putPresent(Map<String, @Nullable Object> data, String name, @Nullable Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
