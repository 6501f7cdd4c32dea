package dev.holdfast.sweep;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.sweep.BackorderSql;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Gives units that have become free to the orders that wait for them, each counter in a transaction of its own. Receipts,
 * cancellations and returns do so themselves; what a cart gives back, or an order that was not paid in time, is left to a
 * sweep. Meanwhile nobody else gets those units.
 */
final class BackorderStore {
    // A counter that stays locked for long is left to its user, or to the next sweep.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Database database;
    private final CommandRunner runner;

    BackorderStore(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner.withTimeout(PATIENCE);
    }

    /** The next counters with units for orders that wait. */
    List<StockKey> next(StockKey after, int batch) {
        return database.read(BackorderSql.class, sql -> sql.fillable(after, batch));
    }

    /** Fills what waits for a counter, and answers with how many units. */
    int fill(StockKey key) {
        try {
            return runner.run(new FillBackorders(key));
        } catch (UnavailableException e) {
            if (e.code().equals("busy")) {
                return 0;
            }
            throw e;
        }
    }

    /** How many units a sweep would fill. */
    long count() {
        return database.read(BackorderSql.class, sql -> sql.count(database.clockTime()));
    }

    private record FillBackorders(StockKey key) implements Command<Integer> {
        @Override
        public String name() {
            return "fill_backorders";
        }

        @Override
        public long lane() {
            return key.variantId();
        }

        @Override
        public void needs(Needs needs) {
            needs.incoming(key);
        }

        @Override
        public Supplier<Integer> decide(WorkingSet shop) {
            int filled = shop.units().fill(shop.stock(key));
            return () -> filled;
        }
    }
}
