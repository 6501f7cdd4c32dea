package dev.holdfast.sweep;

import dev.holdfast.internal.run.IdempotencyKeys;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes expired lines out of carts, and promo codes that were held with them. Housekeeping: what has expired counts for nothing before it is swept, and no answer
 * depends on whether a sweep ran. Any number may run at once, and one that is killed leaves nothing half done.
 *
 * <p>A sweep goes through the lines that had expired when it began, by variant, in batches that are transactions of
 * their own. A line whose cart somebody else has locked is left to the next sweep. Answers of idempotency keys that are
 * older than {@link #ANSWERS_KEPT_FOR} are deleted as well. Thread-safe.
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
     * Takes away what has expired.
     *
     * @return what was done; with {@code lockedOut} when another sweep holds the lock, and nothing was done
     * @throws dev.holdfast.UnavailableException if the database is away; the batches before were done
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
                    ? store.count().plusPromoHolds(promoStore.count(), 0).result(started, false, true)
                    : sweep(options, lock, started);
        }
    }

    /** How many lines are held, and how many wait for a sweep. Looks at every line: not for each request. */
    public Reservations reservations() {
        return store.reservations();
    }

    /** A lock for sweeps in the shop's database: a lease by the database's time, renewed with each batch. */
    public SweepLock databaseLock() {
        return new LeaseLock(database, "sweep");
    }

    private SweepResult sweep(SweepOptions options, SweepLock.Held lock, long started) {
        Tally tally = Tally.START;
        Position position = store.start();
        while (true) {
            if (options.stop().getAsBoolean() || !lock.renew()) {
                return tally.result(started, false, false);
            }
            Batch batch = store.sweep(position, options.batch());
            tally = tally.plus(batch);
            if (batch.last().isEmpty()) {
                return sweepPromoHolds(options, lock, started, tally, position.expiredBy());
            }
            options.progress().accept(tally.result(started, false, false));
            position = batch.last().get();
        }
    }

    private SweepResult sweepPromoHolds(
            SweepOptions options, SweepLock.Held lock, long started, Tally lines, String expiredBy) {
        Tally tally = lines;
        PromoSweepStore.Position position = PromoSweepStore.Position.START;
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

    /** The line after which the next batch starts, and the time at which a line must have expired. */
    record Position(long variantId, int locationId, String reservedUntil, long cartId, int itemId, String expiredBy) {}

    /** What one transaction did, and where it ended; nowhere when there was nothing left to look at. */
    record Batch(long items, long units, long carts, Optional<Position> last) {}

    /** What was done so far. */
    record Tally(long items, long units, long carts, long promoHolds, long batches) {
        static final Tally START = new Tally(0, 0, 0, 0, 0);

        Tally plus(Batch batch) {
            return batch.items() == 0
                    ? this
                    : new Tally(
                            items + batch.items(),
                            units + batch.units(),
                            carts + batch.carts(),
                            promoHolds,
                            batches + 1);
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
