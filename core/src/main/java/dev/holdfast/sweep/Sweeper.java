package dev.holdfast.sweep;

import dev.holdfast.internal.run.IdempotencyKeys;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sweep.ItemCounts;
import dev.holdfast.internal.sweep.PromoHold;
import dev.holdfast.internal.sweep.ReservationCounts;
import dev.holdfast.internal.sweep.SweepPosition;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes expired items out of carts, and the promo codes that were held with them. A sweep is housekeeping: expired
 * reservations count as free before they are swept, and no answer depends on whether a sweep ran. Any number of sweeps
 * may run at once, and one that is killed leaves nothing half done.
 *
 * <p>A sweep takes the items that had expired when it began, by variant, in batches that are transactions of their own.
 * It skips items whose carts are locked; the next sweep takes them. It also deletes the answers of idempotency keys
 * that are older than {@link #ANSWERS_KEPT_FOR}. Thread-safe.
 */
public final class Sweeper {
    /** How long the answers of idempotency keys are kept. */
    public static final Duration ANSWERS_KEPT_FOR = IdempotencyKeys.KEPT_FOR;

    private final Database database;
    private final SweepStore store;
    private final PromoSweepStore promoStore;
    private final HoldfastListener listener;

    /** For {@link dev.holdfast.Holdfast}. */
    public Sweeper(Database database, HoldfastListener listener) {
        this.database = database;
        this.listener = listener;
        this.store = new SweepStore(database);
        this.promoStore = new PromoSweepStore(database);
    }

    /**
     * Takes away expired items and promo codes.
     *
     * @return what was done; nothing, with {@code lockedOut}, if another sweep holds the lock
     * @throws dev.holdfast.UnavailableException if the database cannot be reached; earlier batches stay done
     */
    public SweepResult sweep(SweepOptions options) {
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
        long started = System.nanoTime();
        Optional<SweepLock.Held> held = options.lock().tryAcquire();
        if (held.isEmpty()) {
            return Tally.START.result(started, true, false);
        }
        try (SweepLock.Held lock = held.get()) {
            return options.dryRun()
                    ? Tally.START
                            .plusItems(store.count(), 0)
                            .plusPromoHolds(promoStore.count(), 0)
                            .result(started, false, true)
                    : sweep(options, lock, started);
        }
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

    private SweepResult sweep(SweepOptions options, SweepLock.Held lock, long started) {
        Tally tally = Tally.START;
        SweepPosition position = store.start();
        while (true) {
            if (options.stop().getAsBoolean() || !lock.renew()) {
                return tally.result(started, false, false);
            }
            SweepStore.Batch batch = store.sweep(position, options.batch());
            tally = tally.plusItems(batch.taken(), batch.taken().items() == 0 ? 0 : 1);
            if (batch.last().isEmpty()) {
                return sweepPromoHolds(options, lock, started, tally, position.expiredBy());
            }
            options.progress().accept(tally.result(started, false, false));
            position = batch.last().get();
        }
    }

    private SweepResult sweepPromoHolds(
            SweepOptions options, SweepLock.Held lock, long started, Tally items, String expiredBy) {
        Tally tally = items;
        PromoHold position = PromoHold.START;
        while (true) {
            if (options.stop().getAsBoolean() || !lock.renew()) {
                return tally.result(started, false, false);
            }
            PromoSweepStore.Batch batch = promoStore.sweep(position, expiredBy, options.batch());
            tally = tally.plusPromoHolds(batch.holds(), batch.holds() == 0 ? 0 : 1);
            if (batch.last().isEmpty()) {
                store.forgetAnswers(ANSWERS_KEPT_FOR);
                return tally.result(started, false, true);
            }
            position = batch.last().get();
        }
    }

    /** The work done so far. */
    private record Tally(long items, long units, long carts, long promoHolds, long batches) {
        static final Tally START = new Tally(0, 0, 0, 0, 0);

        Tally plusItems(ItemCounts more, long moreBatches) {
            return new Tally(
                    items + more.items(),
                    units + more.units(),
                    carts + more.carts(),
                    promoHolds,
                    batches + moreBatches);
        }

        Tally plusPromoHolds(long more, long moreBatches) {
            return new Tally(items, units, carts, promoHolds + more, batches + moreBatches);
        }

        SweepResult result(long started, boolean lockedOut, boolean finished) {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            return new SweepResult(items, units, carts, promoHolds, batches, duration, lockedOut, finished);
        }
    }
}
