package dev.holdfast.internal.event;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.text;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of a list of commands that have no row elsewhere. The other tables add them when they are saved, so this one
 * is the last: what happens to an order that is placed by the same list comes behind it.
 */
public final class EventsTable implements Table {
    private static final TableWrite<EventRow> WRITE = TableWrite.of(
                    "events_written",
                    """
            insert into #events (type, cart_id, order_id, name, data, actor, at)
            select n.type, n.cart_id, n.order_id, n.name, cast(n.data as json), n.actor, saved.at
            from saved cross join $rows""",
                    text("type", EventRow::type),
                    bigint("cart_id", EventRow::cartId),
                    bigint("order_id", EventRow::orderId),
                    text("name", EventRow::name),
                    text("data", EventRow::data),
                    text("actor", EventRow::actor))
            .withDrawn("order_id");

    private final List<EventRow> rows = new ArrayList<>();

    /** Adds an event. */
    public void add(EventRow row) {
        rows.add(row);
    }

    @Override
    public void load(LoadScript script) {
        // Events are only written.
    }

    @Override
    public void save(Changes changes) {
        changes.add(WRITE, rows);
    }
}
