package dev.holdfast.spi;

import java.time.Duration;

/**
 * What a sweep did.
 *
 * @param items expired lines that were taken away
 * @param units units of stock that they held
 * @param carts carts that they were in; a cart that several batches met counts once for each
 * @param promoHolds promo codes that carts had held until they expired
 * @param batches transactions
 * @param duration how long it took
 * @param lockedOut whether another sweep held the lock, and nothing was done
 * @param finished whether it went through all; false when it was stopped, or its lock was lost
 */
public record SweepResult(
        long items,
        long units,
        long carts,
        long promoHolds,
        long batches,
        Duration duration,
        boolean lockedOut,
        boolean finished) {}
