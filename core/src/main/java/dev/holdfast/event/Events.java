package dev.holdfast.event;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.internal.event.EventSql;
import dev.holdfast.internal.event.EventStream;
import dev.holdfast.internal.event.PlacedOrders;
import dev.holdfast.internal.event.ReaderSql;
import dev.holdfast.internal.event.StreamEnd;
import dev.holdfast.internal.event.StreamFilter;
import dev.holdfast.internal.event.StreamRow;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.internal.stock.LocationCache;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened in the shop: every change that others care about, in an order that is the same for all readers.
 *
 * <p>A reader asks for what comes after the event that it saw last, and misses nothing and is told nothing twice, although
 * transactions commit in another order than the one in which they changed things, on any number of servers. Events can be
 * read once the disk has them, and in the order of their numbers: so while a transaction is open that has written some,
 * those of others behind them wait. Transactions of Holdfast take milliseconds; a host that {@linkplain
 * dev.holdfast.Holdfast#within joins} its own should keep them as short. {@link #progress} tells who is waited for.
 *
 * <p>Reading always uses a connection of the pool, also inside a transaction of the host, and that must be to the server
 * that is written to: a replica does not know what is still open. Thread-safe.
 */
public final class Events {
    // A filter may leave out nearly everything; one call looks at no more than so many numbers.
    private static final long LOOKED_AT = 100_000;

    private final Database database;
    private final StreamEnd end;
    private final LocationCache locations;

    /** For {@link dev.holdfast.Holdfast}. */
    public Events(Database database, StreamEnd end, LocationCache locations) {
        this.database = database;
        this.end = end;
        this.locations = locations;
    }

    /**
     * Lists what comes after an event, oldest first. There is always a {@linkplain Page#nextCursor next cursor}, also
     * where there is nothing new. A page may have fewer events than the limit, or none, before the end, if the filter leaves many
     * out; a reader is at the end when the cursor stays the same.
     *
     * @param after the cursor of the page before, or the id of an event; null for the first events that are kept
     * @param limit the largest number of events, 1 to {@link Limits#PAGE}
     * @throws InvalidInputException if the cursor, the subject or the limit cannot be one
     * @throws EventCursorGoneException if the event of the cursor is not in the shop
     */
    public Page<Event> list(@Nullable String after, EventFilter filter, int limit) {
        Validation checks = new Validation();
        checks.between("/limit", limit, 1, Limits.PAGE);
        checks.throwIfAny();
        Position from = after == null ? Position.START : Position.of(after);
        StreamFilter rows = StreamFilters.of(filter);
        EventSql.Progress progress = end.advance();
        return database.read(
                handle -> list(handle, check(handle, after, from, progress), filter, rows, progress, limit));
    }

    private static Position check(Handle handle, @Nullable String after, Position from, EventSql.Progress progress) {
        if (from.equals(Position.START)) {
            return Position.before(progress.keptFrom());
        }
        boolean isThere = from.number() >= progress.keptFrom()
                && from.number() <= progress.settled()
                && handle.attach(EventSql.class)
                        .at(from.number())
                        .filter(at -> Position.stamp(at.toInstant()) == from.stamp())
                        .isPresent();
        if (!isThere) {
            throw new EventCursorGoneException(String.valueOf(after));
        }
        return from;
    }

    private Page<Event> list(
            Handle handle,
            Position from,
            EventFilter filter,
            StreamFilter wanted,
            EventSql.Progress progress,
            int limit) {
        long to = wanted.isNarrow() ? Math.min(progress.settled(), from.done() + LOOKED_AT) : progress.settled();
        List<StreamRow> rows = EventStream.read(handle, from.done(), to, wanted, limit);
        EventViews views = new EventViews(locations::code, PlacedOrders.read(handle, placed(rows)));
        List<Event> events = new ArrayList<>();
        for (StreamRow row : rows) {
            List<Event> told = views.of(row);
            for (int i = 0; i < told.size(); i++) {
                Event event = told.get(i);
                if (!from.isBefore(row.number(), EventViews.part(i, told.size())) || !filter.accepts(event)) {
                    continue;
                }
                if (events.size() == limit) {
                    return new Page<>(events, events.get(limit - 1).id());
                }
                events.add(event);
            }
        }
        return new Page<>(events, rows.size() == limit ? behind(rows) : behind(handle, from, to, rows, wanted));
    }

    private static List<Long> placed(List<StreamRow> rows) {
        List<Long> ids = new ArrayList<>();
        for (StreamRow row : rows) {
            if (row instanceof StreamRow.Placed placed) {
                ids.add(placed.orderId());
            }
        }
        return ids;
    }

    private static String behind(List<StreamRow> rows) {
        StreamRow last = rows.get(rows.size() - 1);
        return Position.behind(last.number(), 0, last.at()).text();
    }

    // Everything up to a number was looked at: the next page need not do so again.
    private static String behind(Handle handle, Position from, long to, List<StreamRow> rows, StreamFilter wanted) {
        if (!wanted.isNarrow()) {
            return rows.isEmpty() ? from.text() : behind(rows);
        }
        Position last = to > from.done() ? last(handle, to) : Position.START;
        return last.number() > from.done() ? last.text() : from.text();
    }

    private static Position last(Handle handle, long bound) {
        EventSql sql = handle.attach(EventSql.class);
        long number = sql.last(bound).orElse(0L);
        return sql.at(number)
                .map(at -> Position.behind(number, 0, at.toInstant()))
                .orElse(Position.START);
    }

    /** The cursor behind the last event that can be read, for a reader that wants only what comes from now on. */
    public String latest() {
        EventSql.Progress progress = end.advance();
        return database.read(handle -> last(handle, progress.settled())).text();
    }

    /** How far the stream can be read, and what holds it up. */
    public EventProgress progress() {
        EventSql.Progress progress = end.advance();
        long behind = progress.drawn() - progress.settled();
        List<EventSql.Drawer> open = behind <= 0 ? List.of() : database.read(EventSql.class, EventSql::openDrawers);
        return new EventProgress(
                Math.max(0, behind),
                open.stream()
                        .map(drawer -> new EventProgress.OpenTransaction(
                                drawer.pid(), drawer.application(), instant(drawer.since())))
                        .toList());
    }

    /**
     * Tells a listener what is new to a reader whose place the shop keeps, up to {@value Limits#PAGE} events, in the calling
     * thread. Of several that poll for the same reader at a time, in this process or others, one is told and the others
     * are told nothing. A host calls this from its scheduler, again at once as long as something was told.
     *
     * <p>The place is saved when the last event was handled or the listener throws, so a process that is killed meanwhile is
     * told some events again, and so does a listener that threw hear again of the event that it threw at. Nothing of the
     * shop is locked while the listener works; a connection of the pool is in use, in a transaction that the listener is
     * not in.
     *
     * @param reader a name, 1 to {@value Limits#TEXT} characters; one that is new begins with the first event that is kept
     *     unless it was {@linkplain #seek placed} elsewhere
     * @return how many events the listener was told
     * @throws EventCursorGoneException if the event of the place is not in the shop
     */
    public int poll(String reader, EventFilter filter, EventListener listener) {
        checkReader(reader);
        StreamFilter rows = StreamFilters.of(filter);
        EventSql.Progress progress = end.advance();
        database.write(ReaderSql.class, sql -> sql.add(reader, Position.START.text(), database.clockTime()));
        Poll poll = new Poll(listener);
        try (Handle handle = database.open()) {
            handle.begin();
            handle.execute("set transaction isolation level read committed");
            ReaderSql sql = handle.attach(ReaderSql.class);
            String cursor = sql.lock(reader).orElse(null);
            if (cursor == null) {
                handle.rollback();
                return 0;
            }
            Position from = check(handle, cursor, Position.of(cursor), progress);
            String reached = poll.tell(list(handle, from, filter, rows, progress, Limits.PAGE), cursor);
            if (!reached.equals(cursor)) {
                sql.move(reader, reached, database.clockTime());
            }
            handle.commit();
        } catch (JdbiException e) {
            throw SqlErrors.translate(e);
        }
        return poll.told();
    }

    /**
     * Places a reader of {@link #poll} behind an event, whether or not it is new. It waits for a poll of the reader that is
     * under way.
     *
     * @param cursor the id of an event, or {@link #latest}
     * @throws EventCursorGoneException if the event is not in the shop
     */
    public void seek(String reader, String cursor) {
        checkReader(reader);
        Position to = Position.of(cursor);
        EventSql.Progress progress = end.advance();
        database.write(handle -> {
            check(handle, cursor, to, progress);
            ReaderSql sql = handle.attach(ReaderSql.class);
            sql.add(reader, cursor, database.clockTime());
            sql.move(reader, cursor, database.clockTime());
            return cursor;
        });
    }

    private static void checkReader(String reader) {
        Validation checks = new Validation();
        checks.text("/reader", reader, Limits.TEXT);
        checks.throwIfAny();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
