package dev.holdfast.sweep;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sweep.PromoHold;
import dev.holdfast.internal.sweep.PromoSweepSql;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Takes away promo codes that carts held until they expired. Codes and carts are locked with SKIP LOCKED: a code or
 * cart that is in use is left to its user, or to the next sweep.
 */
final class PromoSweepStore {
    // A hold of a counted code changes only under the code's lock, and any other hold only under its cart's. What an
    // order
    // held has a negative id: it cannot be claimed any more, because the order is overdue.
    private static final String LOCK = """
            select id from #promo_codes where id = any(:codes) order by id for no key update skip locked;
            select id from #carts where id = any(:carts) for no key update skip locked
            """;

    /** How many holds one transaction took away, and the last one that it looked at; empty if there were none left. */
    record Batch(long holds, Optional<PromoHold> last) {}

    private final Database database;

    PromoSweepStore(Database database) {
        this.database = database;
    }

    Batch sweep(PromoHold after, String expiredBy, int batch) {
        return database.write(handle -> {
            PromoSweepSql sql = handle.attach(PromoSweepSql.class);
            List<PromoHold> expired = sql.expired(after, expiredBy, batch);
            if (expired.isEmpty()) {
                return new Batch(0, Optional.empty());
            }
            List<PromoHold> locked = lock(handle, expired);
            long taken = sql.take(
                    locked.stream().map(PromoHold::codeId).toList(),
                    locked.stream().map(PromoHold::cartId).toList(),
                    expiredBy);
            return new Batch(taken, Optional.of(expired.get(expired.size() - 1)));
        });
    }

    long count() {
        return database.read(PromoSweepSql.class, sql -> sql.count(database.clockTime()));
    }

    /** Locks the codes and carts of holds, and returns the holds for which it got both. */
    private static List<PromoHold> lock(Handle handle, List<PromoHold> holds) {
        return handle.createQuery(LOCK)
                .bind("codes", holds.stream().map(PromoHold::codeId).distinct().toArray(Long[]::new))
                .bind("carts", holds.stream().map(PromoHold::cartId).distinct().toArray(Long[]::new))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    Set<Long> codes = Set.copyOf(results.next(row -> row.getLong(1)));
                    Set<Long> carts = Set.copyOf(results.next(row -> row.getLong(1)));
                    return holds.stream()
                            .filter(hold -> codes.contains(hold.codeId())
                                    && (hold.cartId() < 0 || carts.contains(hold.cartId())))
                            .toList();
                });
    }
}
