package dev.holdfast.sweep;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sweep.OverdueSql;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes down that orders are cancelled which were not paid in time, each in a transaction of its own. */
final class OverdueStore {
    // An order that stays locked for long is left to its user, or to the next sweep.
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** How many orders of a batch were cancelled, and the last one that was looked at; empty if there were none left. */
    record Batch(long orders, Optional<Long> last) {}

    private final Database database;
    private final CommandRunner runner;

    OverdueStore(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner.withTimeout(PATIENCE);
    }

    Batch sweep(long after, String expiredBy, int batch) {
        List<Long> overdue = database.read(OverdueSql.class, sql -> sql.overdue(after, expiredBy, batch));
        long ended = overdue.stream().filter(this::end).count();
        return new Batch(ended, overdue.isEmpty() ? Optional.empty() : Optional.of(overdue.get(overdue.size() - 1)));
    }

    long count() {
        return database.read(OverdueSql.class, sql -> sql.count(database.clockTime()));
    }

    private boolean end(long orderId) {
        try {
            return runner.run(new EndOverdueOrder(orderId));
        } catch (UnavailableException e) {
            if (e.code().equals("busy")) {
                return false;
            }
            throw e;
        }
    }

    /** Whatever becomes of an overdue order, it is cancelled first. */
    private record EndOverdueOrder(long orderId) implements Command<Boolean> {
        @Override
        public String name() {
            return "end_overdue_order";
        }

        @Override
        public long lane() {
            return orderId;
        }

        @Override
        public void needs(Needs needs) {
            needs.order(orderId);
        }

        @Override
        public Supplier<Boolean> decide(WorkingSet shop) {
            LockedOrder order = shop.orderIfLoaded(orderId);
            boolean ended = order != null && order.isCorrected();
            return () -> ended;
        }
    }
}
