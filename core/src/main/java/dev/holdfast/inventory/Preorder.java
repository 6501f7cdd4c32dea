package dev.holdfast.inventory;

import dev.holdfast.internal.stock.SupplyState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Units that are sold before they come in, for a time at which they are there. Until then its limit takes the place of the
 * {@linkplain Supply#backorderLimit backorder limit}; from that time on the backorder limit counts again.
 *
 * @param limit units that may be reserved and sold beyond those on hand, between 0 and 1,000,000,000
 * @param availableAt when they are there; to microseconds
 */
public record Preorder(int limit, Instant availableAt) {
    /** That of a stock level; null if it has none. */
    static @Nullable Preorder of(SupplyState state) {
        Integer limit = state.preorderLimit();
        return limit == null ? null : new Preorder(limit, Objects.requireNonNull(state.preorderAvailableAt()));
    }
}
