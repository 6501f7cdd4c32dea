package dev.holdfast.sweep;

import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.run.IdempotencyKeys;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.sweep.ItemCounts;
import dev.holdfast.internal.sweep.PromoHold;
import dev.holdfast.internal.sweep.ReservationCounts;
import dev.holdfast.internal.sweep.SweepPosition;
import dev.holdfast.internal.sweep.SweptItems;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes expired items out of carts, and the promo codes that were held with them, cancels orders that were not paid in
 * time, and gives units that have become free to orders that wait for them. A sweep is housekeeping: expired reservations
 * count as free before they are swept, and overdue orders as cancelled. Any number of sweeps may run at once, and one that is killed leaves nothing
 * half done.
 *
 * <p>A sweep takes the items that had expired when it began, by variant, in batches that are transactions of their own.
 * It skips items whose carts are locked; the next sweep takes them. It also deletes carts that have been empty for the
 * {@linkplain dev.holdfast.HoldfastBuilder#emptyCartAge configured time}, and the answers of idempotency keys that are
 * older than {@link #ANSWERS_KEPT_FOR}. Thread-safe.
 */
public final class Sweeper {
    /** How long the answers of idempotency keys are kept. */
    public static final Duration ANSWERS_KEPT_FOR = IdempotencyKeys.KEPT_FOR;

    private final Database database;
    private final SweepStore store;
    private final PromoSweepStore promoStore;
    private final OverdueStore overdueStore;
    private final BackorderStore backorderStore;
    private final @Nullable EmptyCartStore emptyCarts;
    private final HoldfastListener listener;

    /**
     * For {@link dev.holdfast.Holdfast}.
     *
     * @param emptyCartAge how long an empty cart is kept; null for forever
     */
    public Sweeper(
            Database database, CommandRunner runner, @Nullable Duration emptyCartAge, HoldfastListener listener) {
        this.database = database;
        this.emptyCarts = emptyCartAge == null ? null : new EmptyCartStore(database, emptyCartAge);
        this.listener = listener;
        this.store = new SweepStore(database);
        this.promoStore = new PromoSweepStore(database);
        this.overdueStore = new OverdueStore(database, runner);
        this.backorderStore = new BackorderStore(database, runner);
    }

    /**
     * Takes away expired items and promo codes, cancels overdue orders, gives units to orders that wait for them, and
     * deletes carts that are empty and old.
     *
     * @return what was done; nothing, with {@code lockedOut}, if another sweep holds the lock
     * @throws dev.holdfast.UnavailableException if the database cannot be reached; earlier batches stay done
     * @throws IllegalStateException inside a transaction of the host, where a sweep would hold its locks for too long
     */
    public SweepResult sweep(SweepOptions options) {
        if (database.isJoined()) {
            throw new IllegalStateException("a sweep needs its own transactions and cannot join a host's");
        }
        SweepResult result;
        try {
            result = run(options);
        } catch (RuntimeException e) {
            listener.sweepFailed(e);
            throw e;
        }
        if (!options.dryRun()) {
            listener.sweepEnded(result);
        }
        return result;
    }

    private SweepResult run(SweepOptions options) {
        Tally tally = new Tally();
        Optional<SweepLock.Held> held = options.lock().tryAcquire();
        if (held.isEmpty()) {
            return tally.result(true, false);
        }
        try (SweepLock.Held lock = held.get()) {
            if (options.dryRun()) {
                count(tally);
                return tally.result(false, true);
            }
            BooleanSupplier goOn = () -> !options.stop().getAsBoolean() && lock.renew();
            SweepPosition start = store.start();
            boolean finished = sweepItems(options, goOn, tally, start)
                    && endOverdueOrders(options, goOn, tally, start.expiredBy())
                    && fillBackorders(options, goOn, tally)
                    && sweepPromoHolds(options, goOn, tally, start.expiredBy())
                    && deleteEmptyCarts(options, goOn, tally, start.expiredBy());
            if (finished) {
                store.closeSessions();
                store.forgetAnswers(ANSWERS_KEPT_FOR);
            }
            return tally.result(false, finished);
        }
    }

    private void count(Tally tally) {
        ItemCounts expired = store.count();
        tally.items = expired.items();
        tally.units = expired.units();
        tally.counted = expired.carts();
        tally.orders = overdueStore.count();
        tally.filled = backorderStore.count();
        tally.promoHolds = promoStore.count();
        tally.emptyCarts = emptyCarts == null ? 0 : emptyCarts.count();
    }

    /** How many items are held, and how many wait for a sweep. Reads every item, so do not call it per request. */
    public Reservations reservations() {
        ReservationCounts counts = store.reservations();
        return new Reservations(counts.open(), counts.expired());
    }

    /** A lock for sweeps in the shop's database: a lease by the database's time, which each batch renews. */
    public SweepLock databaseLock() {
        return new LeaseLock(database, "sweep");
    }

    private boolean sweepItems(SweepOptions options, BooleanSupplier goOn, Tally tally, SweepPosition start) {
        SweepPosition position = start;
        while (goOn.getAsBoolean()) {
            SweepStore.Batch batch = store.sweep(position, options.batch());
            tally.add(batch.taken());
            if (batch.last().isEmpty()) {
                return true;
            }
            options.progress().accept(tally.result(false, false));
            position = batch.last().get();
        }
        return false;
    }

    private boolean endOverdueOrders(SweepOptions options, BooleanSupplier goOn, Tally tally, String expiredBy) {
        long position = 0;
        while (goOn.getAsBoolean()) {
            OverdueStore.Batch batch = overdueStore.sweep(position, expiredBy, options.batch());
            tally.orders += batch.orders();
            tally.batches += batch.orders();
            if (batch.last().isEmpty()) {
                return true;
            }
            options.progress().accept(tally.result(false, false));
            position = batch.last().get();
        }
        return false;
    }

    private boolean fillBackorders(SweepOptions options, BooleanSupplier goOn, Tally tally) {
        StockKey position = new StockKey(0, 0);
        while (goOn.getAsBoolean()) {
            List<StockKey> counters = backorderStore.next(position, options.batch());
            if (counters.isEmpty()) {
                return true;
            }
            counters.forEach(counter -> tally.addFilled(backorderStore.fill(counter)));
            options.progress().accept(tally.result(false, false));
            position = counters.get(counters.size() - 1);
        }
        return false;
    }

    private boolean sweepPromoHolds(SweepOptions options, BooleanSupplier goOn, Tally tally, String expiredBy) {
        PromoHold position = PromoHold.START;
        while (goOn.getAsBoolean()) {
            PromoSweepStore.Batch batch = promoStore.sweep(position, expiredBy, options.batch());
            tally.promoHolds += batch.holds();
            tally.batches += batch.holds() == 0 ? 0 : 1;
            if (batch.last().isEmpty()) {
                return true;
            }
            position = batch.last().get();
        }
        return false;
    }

    private boolean deleteEmptyCarts(SweepOptions options, BooleanSupplier goOn, Tally tally, String by) {
        if (emptyCarts == null) {
            return true;
        }
        EmptyCartStore.Walk walk = emptyCarts.start();
        while (goOn.getAsBoolean()) {
            EmptyCartStore.Batch batch = emptyCarts.sweep(walk, by, options.batch());
            tally.emptyCarts += batch.carts();
            tally.batches += batch.carts() == 0 ? 0 : 1;
            if (batch.next().isEmpty()) {
                return true;
            }
            options.progress().accept(tally.result(false, false));
            walk = batch.next().get();
        }
        return false;
    }

    /** The work done so far. */
    private static final class Tally {
        private final long started = System.nanoTime();
        private final IdSet carts = new IdSet();
        private long items;
        private long units;
        private long counted;
        private long orders;
        private long filled;
        private long promoHolds;
        private long emptyCarts;
        private long batches;

        void add(SweptItems taken) {
            items += taken.items();
            units += taken.units();
            carts.addAll(taken.cartIds());
            batches += taken.items() == 0 ? 0 : 1;
        }

        void addFilled(long units) {
            filled += units;
            batches += units == 0 ? 0 : 1;
        }

        SweepResult result(boolean lockedOut, boolean finished) {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            return new SweepResult(
                    items,
                    units,
                    counted + carts.size(),
                    orders,
                    filled,
                    promoHolds,
                    emptyCarts,
                    batches,
                    duration,
                    lockedOut,
                    finished);
        }
    }
}
