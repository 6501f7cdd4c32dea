package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Page;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A shop as it is known from its events alone: stock, what carts hold, orders, corrections, payments. */
public final class Replay {
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> levels = new HashMap<>();
    private final Map<String, Long> held = new HashMap<>();
    private final Map<String, String> orders = new HashMap<>();
    private final Set<String> corrections = new TreeSet<>();
    private final Set<String> payments = new TreeSet<>();

    /** Reads the stream of a shop from its beginning, page by page, and compares what it tells with the shop. */
    public static void check(TestShop shop) {
        Replay replay = new Replay();
        read(shop.holdfast.events(), null, 100).forEach(replay::add);
        replay.compare(shop);
    }

    /** All events behind a cursor. */
    static List<Event> read(Events events, @Nullable String after, int limit) {
        List<Event> all = new ArrayList<>();
        String cursor = after;
        while (true) {
            Page<Event> page = events.list(cursor, EventFilter.all(), limit);
            all.addAll(page.items());
            if (Objects.equals(page.nextCursor(), cursor)) {
                return all;
            }
            cursor = page.nextCursor();
        }
    }

    void add(Event event) {
        assertThat(seen.add(event.id())).as("%s comes once", event).isTrue();
        String word = event.type().word();
        Map<String, @Nullable Object> data = event.data();
        // These are told beside a movement, with its data.
        boolean isSignal = event.type() == EventType.STOCK_LOW || event.type() == EventType.STOCK_BACK_IN_STOCK;
        if ((word.startsWith("reservation.") || word.startsWith("stock.")) && !isSignal) {
            move(event, data);
        } else if (event.type() == EventType.ORDER_PLACED) {
            assertThat(orders.put("orders/" + data.get("id"), "placed unpaid"))
                    .as("%s", event)
                    .isNull();
        } else if (word.startsWith("order.")) {
            assertThat(orders.replace(event.subject(), data.get("status") + " " + data.get("payment_status")))
                    .as("%s comes behind the order", event)
                    .isNotNull();
        }
        if (event.type() == EventType.ORDER_PAYMENT_REPORTED
                || event.type() == EventType.CHECKOUT_SESSION_PAYMENT_REPORTED) {
            Map<?, ?> payment = (Map<?, ?>) Objects.requireNonNull(data.get("payment"));
            payments.add(event.subject() + " " + payment.get("id") + " " + payment.get("kind") + " "
                    + payment.get("amount") + " " + payment.get("reference") + " " + payment.get("duplicate"));
        }
        if (data.get("correction") instanceof Map<?, ?> correction) {
            for (Object item : (List<?>) Objects.requireNonNull(correction.get("items"))) {
                Map<?, ?> units = (Map<?, ?>) item;
                corrections.add(event.subject() + " " + correction.get("id") + " " + correction.get("kind") + " "
                        + units.get("item_id") + " " + units.get("quantity") + " " + units.get("refund"));
            }
        }
    }

    private void move(Event event, Map<String, @Nullable Object> data) {
        String level = data.get("variant_id") + " " + data.get("location");
        long version = number(data.get("version"));
        assertThat(version).as("%s follows without a gap", event).isEqualTo(versions.getOrDefault(level, 0L) + 1);
        versions.put(level, version);
        levels.put(
                level,
                level + " " + data.get("stock_after") + " " + data.get("reserved_after") + " "
                        + data.get("backordered_after"));
        if (data.get("cart_id") != null && number(data.get("reserved_delta")) != 0) {
            String holder = data.get("cart_id") + " " + level;
            long after = held.merge(holder, number(data.get("reserved_delta")), Long::sum);
            if (data.get("held_after") != null) {
                assertThat(number(data.get("held_after")))
                        .as("%s says what is held", event)
                        .isEqualTo(after);
            }
        }
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    void compare(TestShop shop) {
        assertThat(levels.values()).containsExactlyInAnyOrderElementsOf(shop.texts("""
                select s.variant_id || ' ' || l.code || ' ' || s.stock_quantity || ' ' || s.reserved_quantity || ' '
                       || s.backordered_quantity
                from #stock s join #locations l on l.id = s.location_id where s.version > 0"""));
        List<String> holders = new ArrayList<>();
        held.forEach((holder, units) -> {
            if (units != 0) {
                holders.add(holder + " " + units);
            }
        });
        assertThat(holders).containsExactlyInAnyOrderElementsOf(shop.texts("""
                select i.cart_id || ' ' || i.variant_id || ' ' || l.code || ' ' || sum(i.quantity)
                from #cart_items i join #locations l on l.id = i.location_id
                group by i.cart_id, i.variant_id, l.code"""));
        List<String> told = new ArrayList<>();
        orders.forEach((subject, state) -> told.add(subject + " " + state));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(shop.texts(
                        "select 'orders/' || id || ' ' || current_status || ' ' || payment_status from #orders"));
        assertThat(corrections).containsExactlyInAnyOrderElementsOf(shop.texts("""
                select 'orders/' || k.order_id || ' ' || k.id || ' ' || k.kind || ' ' || i.item_id || ' ' || i.quantity
                       || ' ' || to_char(i.refund / 100.0, 'FM9999999990.00')
                from #order_corrections k
                join #order_correction_items i on i.order_id = k.order_id and i.correction_id = k.id"""));
        assertThat(payments).containsExactlyInAnyOrderElementsOf(shop.texts("""
                select 'orders/' || order_id || ' ' || id || ' ' || kind || ' ' || to_char(amount / 100.0, 'FM9999999990.00')
                       || ' ' || reference || ' ' || duplicate
                from #order_payments
                union all
                select 'checkout-sessions/' || session_id || ' ' || id || ' ' || kind || ' '
                       || to_char(amount / 100.0, 'FM9999999990.00') || ' ' || reference || ' ' || duplicate
                from #checkout_session_payments"""));
    }
}
