package dev.holdfast.sweep;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a sweep runs.
 *
 * @param batch the most lines that one transaction takes away, 1 or more
 * @param dryRun only counts
 * @param lock keeps other sweeps out
 * @param stop asked between batches; true ends the sweep
 * @param progress told the result so far after each batch
 */
public record SweepOptions(
        int batch, boolean dryRun, SweepLock lock, BooleanSupplier stop, Consumer<SweepResult> progress) {
    /** The size of a batch when none is given. */
    public static final int DEFAULT_BATCH = 5_000;

    /** Checks the batch. */
    public SweepOptions {
        if (batch < 1 || batch > 100_000) {
            throw new IllegalArgumentException("batch: " + batch + " is not between 1 and 100000");
        }
    }

    /** Batches of {@value #DEFAULT_BATCH}, for real, with no lock, to the end. */
    public static SweepOptions defaults() {
        return new SweepOptions(DEFAULT_BATCH, false, SweepLock.none(), () -> false, result -> {});
    }

    /** The same, with another size of batch. */
    public SweepOptions withBatch(int newBatch) {
        return new SweepOptions(newBatch, dryRun, lock, stop, progress);
    }

    /** The same, only counting. */
    public SweepOptions asDryRun() {
        return new SweepOptions(batch, true, lock, stop, progress);
    }

    /** The same, under a lock. */
    public SweepOptions withLock(SweepLock newLock) {
        return new SweepOptions(batch, dryRun, newLock, stop, progress);
    }

    /** The same, ending between batches once {@code newStop} says so. */
    public SweepOptions stoppingWhen(BooleanSupplier newStop) {
        return new SweepOptions(batch, dryRun, lock, newStop, progress);
    }

    /** The same, telling {@code newProgress} after each batch. */
    public SweepOptions reportingTo(Consumer<SweepResult> newProgress) {
        return new SweepOptions(batch, dryRun, lock, stop, newProgress);
    }
}
