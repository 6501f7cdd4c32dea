package dev.holdfast.spi;

import org.jspecify.annotations.Nullable;

/**
 * Tells which transaction of the host the calling thread is in, so that a shop joins it by itself: each call, of each
 * service, is then what it would be through {@link dev.holdfast.Holdfast#within}. A call of a thread that is in none is a
 * transaction of its own. Implementations must be thread-safe and fast, because a call asks several times.
 *
 * @see dev.holdfast.HoldfastBuilder#joining
 */
@FunctionalInterface
public interface HostTransactions {
    /**
     * The transaction that the calling thread is in, on the database of the shop. While a call runs, the answer stays the
     * same.
     *
     * @return null if it is in none
     */
    @Nullable
    HostTransaction current();
}
