package dev.holdfast.sweep;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sweep.LeaseSql;
import dev.holdfast.spi.SweepLock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A lease in a table, measured by the database's time: an owner that dies loses it when its term ends. */
final class LeaseLock implements SweepLock {
    private static final long TERM = Duration.ofSeconds(60).toSeconds();

    private final Database database;
    private final String name;

    LeaseLock(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    @Override
    public Optional<Held> tryAcquire() {
        String owner = UUID.randomUUID().toString();
        boolean acquired = database.write(LeaseSql.class, sql -> sql.acquire(name, owner, TERM, database.clockTime()));
        return acquired ? Optional.of(new Lease(owner)) : Optional.empty();
    }

    private final class Lease implements Held {
        private final String owner;

        Lease(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean renew() {
            return database.write(LeaseSql.class, sql -> sql.renew(name, owner, TERM, database.clockTime()));
        }

        @Override
        public void close() {
            database.write(handle -> {
                handle.attach(LeaseSql.class).release(name, owner);
                return null;
            });
        }
    }
}
