package dev.holdfast.sweep;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sweep.EmptyCart;
import dev.holdfast.internal.sweep.EmptyCartSql;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Deletes carts that are empty and were not changed for long, and what expired in them. Carts come first in the order of
 * locks and nothing else is locked, so no lock is waited for out of order; carts that are in use are skipped.
 *
 * <p>No index knows which carts were not bought: it would get an entry with each checkout, as every other index of carts
 * then has to. So a sweep goes through all old carts, beginning with the oldest. Where more than {@link #PASSED_AT_MOST} of
 * them stay, it stops, and the next sweep goes on from there.
 */
final class EmptyCartStore {
    /** How many carts that stay a sweep looks at. */
    static final int PASSED_AT_MOST = 100_000;

    private static final int WINDOW = 10_000;

    /**
     * How far a sweep has come.
     *
     * @param after the cart that it looked at last
     * @param passed how many carts it was shown that stay, at most
     */
    record Walk(EmptyCart after, int passed) {}

    /** How many carts one transaction deleted, and how far the sweep has come; empty at its end. */
    record Batch(long carts, Optional<Walk> next) {}

    private final Database database;
    private final long age;

    EmptyCartStore(Database database, Duration age) {
        this.database = database;
        this.age = age.toSeconds();
    }

    Walk start() {
        return new Walk(
                database.read(EmptyCartSql.class, EmptyCartSql::position).orElse(EmptyCart.START), 0);
    }

    Batch sweep(Walk walk, String by, int batch) {
        return database.write(handle -> {
            EmptyCartSql sql = handle.attach(EmptyCartSql.class);
            Optional<EmptyCart> end = sql.windowEnd(walk.after(), by, age, WINDOW);
            if (end.isEmpty()) {
                sql.forget();
                return new Batch(0, Optional.empty());
            }
            List<EmptyCart> locked = sql.lock(walk.after(), end.get(), by, age, batch);
            List<Long> empty = sql.empty(locked.stream().map(EmptyCart::id).toList());
            sql.deleteExpiredItems(empty);
            long deleted = sql.delete(empty);
            if (locked.size() == batch) {
                return new Batch(deleted, Optional.of(new Walk(locked.get(batch - 1), walk.passed())));
            }
            Walk next = new Walk(end.get(), walk.passed() + WINDOW);
            if (next.passed() >= PASSED_AT_MOST) {
                sql.remember(next.after());
                return new Batch(deleted, Optional.empty());
            }
            return new Batch(deleted, Optional.of(next));
        });
    }

    long count() {
        return database.read(EmptyCartSql.class, sql -> sql.count(age, database.clockTime()));
    }
}
