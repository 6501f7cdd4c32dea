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
 */
final class EmptyCartStore {
    /** How many carts one transaction deleted, and the last one that it looked at; empty if there were none left. */
    record Batch(long carts, Optional<EmptyCart> last) {}

    private final Database database;
    private final long age;

    EmptyCartStore(Database database, Duration age) {
        this.database = database;
        this.age = age.toSeconds();
    }

    Batch sweep(EmptyCart after, String by, int batch) {
        return database.write(handle -> {
            EmptyCartSql sql = handle.attach(EmptyCartSql.class);
            List<EmptyCart> locked = sql.lock(after, by, age, batch);
            if (locked.isEmpty()) {
                return new Batch(0, Optional.empty());
            }
            List<Long> empty = sql.empty(locked.stream().map(EmptyCart::id).toList());
            sql.deleteExpiredItems(empty);
            return new Batch(sql.delete(empty), Optional.of(locked.get(locked.size() - 1)));
        });
    }

    long count() {
        return database.read(EmptyCartSql.class, sql -> sql.count(age, database.clockTime()));
    }
}
