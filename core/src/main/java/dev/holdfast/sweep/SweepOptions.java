package dev.holdfast.sweep;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Options of a sweep.
 *
 * @param batch the most items that one transaction takes away, 1 to 100,000
 * @param dryRun whether to count only
 * @param lock keeps other sweeps out
 * @param stop asked before each batch; true ends the sweep
 * @param progress receives the result so far after each batch
 */
public record SweepOptions(
        int batch, boolean dryRun, SweepLock lock, BooleanSupplier stop, Consumer<SweepResult> progress) {
    /** The size of a batch if none is given. */
    public static final int DEFAULT_BATCH = 5_000;

    /** Checks the size of the batch. */
    public SweepOptions {
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("batch: " + batch + " is not between 1 and 100000");
        }
    }

    /** Batches of {@value #DEFAULT_BATCH}, no dry run, no lock, and no early end. */
    public static SweepOptions defaults() {
        return new SweepOptions(DEFAULT_BATCH, false, SweepLock.none(), () -> false, result -> {});
    }

    /** Returns a copy with another size of batch. */
    public SweepOptions withBatch(int newBatch) {
        return new SweepOptions(newBatch, dryRun, lock, stop, progress);
    }

    /** Returns a copy that only counts. */
    public SweepOptions asDryRun() {
        return new SweepOptions(batch, true, lock, stop, progress);
    }

    /** Returns a copy that sweeps under a lock. */
    public SweepOptions withLock(SweepLock newLock) {
        return new SweepOptions(batch, dryRun, newLock, stop, progress);
    }

    /** Returns a copy that ends before the next batch once {@code newStop} returns true. */
    public SweepOptions stoppingWhen(BooleanSupplier newStop) {
        return new SweepOptions(batch, dryRun, lock, newStop, progress);
    }

    /** Returns a copy that reports to {@code newProgress} after each batch. */
    public SweepOptions reportingTo(Consumer<SweepResult> newProgress) {
        return new SweepOptions(batch, dryRun, lock, stop, newProgress);
    }
}
