package dev.holdfast.sweep;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.sweep.ItemCounts;
import dev.holdfast.internal.sweep.ReservationCounts;
import dev.holdfast.internal.sweep.SweepPosition;
import dev.holdfast.internal.sweep.SweepSql;
import dev.holdfast.internal.sweep.SweptItem;
import dev.holdfast.internal.sweep.SweptItems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Takes expired items away, batch by batch. Stock is locked first, in order; carts are out of order then, and locked
 * with SKIP LOCKED. Counters that stay locked for long, as in a host's transaction, are left to the next sweep, so that
 * buyers of the others do not queue behind a sweep that waits.
 */
final class SweepStore {
    private static final Duration LOCK_TIMEOUT = Duration.ofMillis(250);

    private static final String LOCK_STOCK = """
            select variant_id, location_id from #stock
            where (variant_id, location_id) in (
              select * from unnest(cast(:variants as bigint[]), cast(:locations as int[])))
            order by variant_id, location_id for no key update""";

    private static final String LOCK_CARTS =
            "select id from #carts where id = any(:carts) for no key update skip locked";

    private static final String LOCK = LOCK_STOCK + ";\n" + LOCK_CARTS;

    private static final String LOCK_WHAT_IS_FREE = LOCK_STOCK + " skip locked;\n" + LOCK_CARTS;

    /** What one transaction took away, and where the next one starts; empty if there was nothing left to look at. */
    record Batch(SweptItems taken, Optional<SweepPosition> last) {}

    private final Database database;

    SweepStore(Database database) {
        this.database = database;
    }

    SweepPosition start() {
        return SweepPosition.start(database.read(database::now).toString());
    }

    Batch sweep(SweepPosition after, int batch) {
        try {
            return sweep(after, batch, LOCK);
        } catch (UnavailableException e) {
            if (!SqlErrors.isTimeout(SqlErrors.state(e))) {
                throw e;
            }
            return sweep(after, batch, LOCK_WHAT_IS_FREE);
        }
    }

    private Batch sweep(SweepPosition after, int batch, String lockStatement) {
        return database.write(LOCK_TIMEOUT, handle -> {
            SweepSql sql = handle.attach(SweepSql.class);
            List<SweptItem> expired = sql.expired(after, batch);
            if (expired.isEmpty()) {
                return new Batch(SweptItems.NONE, Optional.empty());
            }
            List<SweptItem> locked = lock(handle, lockStatement, expired);
            SweptItems taken = sql.take(
                    locked.stream().map(SweptItem::cartId).toList(),
                    locked.stream().map(SweptItem::id).toList(),
                    after.expiredBy(),
                    database.clockTime());
            return new Batch(taken, Optional.of(after.after(expired.get(expired.size() - 1))));
        });
    }

    ItemCounts count() {
        return database.read(SweepSql.class, sql -> sql.count(database.clockTime()));
    }

    ReservationCounts reservations() {
        return database.read(SweepSql.class, sql -> sql.reservations(database.clockTime()));
    }

    /** Writes down which checkout sessions have expired, so that nobody has to pass them. */
    void closeSessions() {
        int closed;
        do {
            closed = database.write(SweepSql.class, sql -> sql.closeSessions(database.clockTime()));
        } while (closed > 0);
    }

    void forgetAnswers(Duration age) {
        int forgotten;
        do {
            forgotten = database.write(SweepSql.class, sql -> sql.forgetAnswers(age.toSeconds(), database.clockTime()));
        } while (forgotten > 0);
    }

    /** Locks the counters and carts of items, and returns the items for which it got both. */
    private static List<SweptItem> lock(Handle handle, String statement, List<SweptItem> items) {
        List<StockKey> keys = items.stream().map(SweptItem::key).distinct().toList();
        return handle.createQuery(statement)
                .bind("variants", keys.stream().map(StockKey::variantId).toArray(Long[]::new))
                .bind("locations", keys.stream().map(StockKey::locationId).toArray(Integer[]::new))
                .bind("carts", items.stream().map(SweptItem::cartId).distinct().toArray(Long[]::new))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    Set<StockKey> stock = Set.copyOf(results.next(row -> new StockKey(row.getLong(1), row.getInt(2))));
                    Set<Long> carts = Set.copyOf(results.next(row -> row.getLong(1)));
                    return items.stream()
                            .filter(item -> stock.contains(item.key()) && carts.contains(item.cartId()))
                            .toList();
                });
    }
}
