package dev.holdfast.internal.checkout;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.bool;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checkout sessions that a list of commands locks or begins. A session is written under the lock of its cart, which
 * is locked before it.
 */
public final class SessionsTable implements Table {
    // The sessions that are named, and the one that each of the carts is in.
    private static final String NAMED = """

            where s.id = any(array(
              select unnest(cast(:sessions as text[]))
              union
              select c.session_id from #carts c where c.id = any(:carts_in_session) and c.session_id is not null))
            """;

    private static final String LOCK =
            "select s.id from #checkout_sessions s" + NAMED + "order by s.id for no key update";

    private static final String READ = "select " + SessionRow.COLUMNS + NAMED;

    private static final TableWrite<SessionRow> BEGUN = TableWrite.of(
            "sessions_begun",
            """
            insert into #checkout_sessions ($columns, created_at, updated_at)
            select $columns, saved.at, saved.at from saved cross join $rows""",
            text("id", SessionRow::id),
            bigint("cart_id", SessionRow::cartId),
            // A late payment for an earlier session of the cart may have ended it in the same list.
            text("status", SessionRow::status),
            text("user_id", row -> row.terms().bought().head().userId()),
            text("currency", row -> row.currency().getCurrencyCode()),
            bigint("total", SessionRow::total),
            jsonb("terms", row -> row.terms().write()),
            timestamptz("expires_at", SessionRow::expiresAt));

    private static final TableWrite<SessionRow> CHANGED = TableWrite.of(
                    "sessions_changed",
                    """
            update #checkout_sessions s set status = n.status, order_id = n.order_id, shortages = n.shortages,
                   updated_at = n.updated_at
            from $rows where s.id = n.id""",
                    text("id", SessionRow::id),
                    text("status", SessionRow::status),
                    bigint("order_id", SessionRow::orderId),
                    jsonb("shortages", row -> ShortageRow.write(row.shortages())),
                    timestamptz("updated_at", SessionRow::updatedAt))
            .withDrawn("order_id");

    private record OfSession(String sessionId, SessionPayment payment) {}

    private static final TableWrite<OfSession> PAYMENTS = TableWrite.of(
            "session_payments_written",
            """
            insert into #checkout_session_payments ($columns, created_at) select $columns, saved.at
            from saved cross join $rows""",
            text("session_id", OfSession::sessionId),
            integer("id", of -> of.payment().row().id()),
            text("kind", of -> of.payment().row().kind()),
            bigint("amount", of -> of.payment().row().amount()),
            text("reference", of -> of.payment().row().reference()),
            bool("duplicate", of -> of.payment().row().duplicate()),
            bool("late", of -> of.payment().late()),
            text("actor", of -> of.payment().row().actor()));

    private final EventsTable events;
    private final SortedSet<String> asked = new TreeSet<>();
    private final SortedSet<Long> askedOfCarts = new TreeSet<>();
    private final SortedMap<String, LockedSession> rows = new TreeMap<>();

    /** Tells as events what becomes of sessions. */
    public SessionsTable(EventsTable events) {
        this.events = events;
    }

    /** Asks for a session, and for the one that its cart is in; the cart has to be asked for as well. */
    public void lock(String sessionId, long cartId) {
        asked.add(sessionId);
        askedOfCarts.add(cartId);
    }

    @Override
    public void load(LoadScript script) {
        if (!asked.isEmpty()) {
            script.texts("sessions", asked)
                    .longs("carts_in_session", askedOfCarts)
                    .query(row -> {}, LOCK)
                    .query(
                            row -> {
                                SessionRow read = SessionRow.read(row);
                                rows.put(read.id(), LockedSession.loaded(read));
                            },
                            READ);
        }
    }

    @Override
    public void save(Changes changes) {
        List<SessionRow> begun = new ArrayList<>();
        List<SessionRow> changed = new ArrayList<>();
        List<OfSession> payments = new ArrayList<>();
        for (LockedSession session : rows.values()) {
            if (session.isNew()) {
                begun.add(session.row());
            } else if (session.isChanged()) {
                changed.add(session.row());
            }
            session.reported()
                    .forEach(payment -> payments.add(new OfSession(session.row().id(), payment)));
        }
        changes.add(BEGUN, begun);
        changes.add(CHANGED, changed);
        changes.add(PAYMENTS, payments);
        rows.values().forEach(session -> SessionNews.tell(session, events));
    }

    /** What a buyer or a payment provider was told must not be taken back by a crash. */
    @Override
    public boolean isVisibleOnlyWhenDurable() {
        return true;
    }

    /** Begins a session. */
    public void begin(SessionRow row) {
        rows.put(row.id(), LockedSession.begun(row));
    }

    /** How many sessions a user has begun with other carts by earlier commands of the list. */
    public int begunBy(String userId, long cartId) {
        return (int) rows.values().stream()
                .filter(session -> session.isNew()
                        && session.row().status().equals(SessionRow.OPEN)
                        && session.row().cartId() != cartId
                        && userId.equals(session.row().terms().bought().head().userId()))
                .count();
    }

    /** A session; null if it was not asked for, or there is none. */
    public @Nullable LockedSession row(String sessionId) {
        return rows.get(sessionId);
    }
}
