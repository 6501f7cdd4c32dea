package dev.holdfast.spi;

import java.time.Duration;

/**
 * The result of a sweep.
 *
 * @param items the number of expired items that were taken away
 * @param units the units of stock that they held
 * @param carts the number of their carts
 * @param orders the number of orders that were cancelled because they were not paid in time
 * @param filled the units that were given to orders that waited for them
 * @param promoHolds the number of expired holds of promo codes that were taken away
 * @param emptyCarts the number of carts that were deleted because they were empty and old
 * @param batches the number of transactions
 * @param duration how long the sweep took
 * @param lockedOut whether another sweep held the lock, and nothing was done
 * @param finished whether all expired items were swept; false if the sweep was stopped or lost its lock
 */
public record SweepResult(
        long items,
        long units,
        long carts,
        long orders,
        long filled,
        long promoHolds,
        long emptyCarts,
        long batches,
        Duration duration,
        boolean lockedOut,
        boolean finished) {}
