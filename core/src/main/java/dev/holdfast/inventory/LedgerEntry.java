package dev.holdfast.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of one stock counter, as the ledger keeps it for good.
 *
 * @param variantId the variant
 * @param locationId where; 1 is the default location
 * @param version the counter's version that it made: 1, 2, 3 and so on, without a gap
 * @param kind why
 * @param stockDelta the change of the units on hand
 * @param reservedDelta the change of the units that carts hold
 * @param stockAfter the units on hand afterwards
 * @param reservedAfter the units held afterwards
 * @param reason the words that came with an adjustment
 * @param reference the caller's own document, such as a delivery note
 * @param cartId the cart that held the units
 * @param orderId the order that took them
 * @param at when; versions, not times, give the order
 */
public record LedgerEntry(
        long variantId,
        int locationId,
        long version,
        MovementKind kind,
        int stockDelta,
        int reservedDelta,
        int stockAfter,
        int reservedAfter,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable Long cartId,
        @Nullable Long orderId,
        Instant at) {}
