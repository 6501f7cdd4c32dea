package dev.holdfast.inventory;

import dev.holdfast.internal.stock.LedgerRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One movement of a stock level, as the ledger keeps it. Entries are never changed or deleted.
 *
 * @param variantId the variant
 * @param locationId the location; 1 is the default location
 * @param location the code of the location
 * @param version 1 for the first movement of this variant at this location, then 2, 3 and so on, without a gap
 * @param kind why it moved
 * @param stockDelta the change of the units on hand
 * @param reservedDelta the change of the units that carts hold or orders wait for
 * @param stockAfter the units on hand afterwards
 * @param reservedAfter the units held or waited for afterwards, on hand or not
 * @param backorderedAfter the units of those that were not on hand
 * @param reason why an adjustment was made; null for other kinds
 * @param reference the caller's own document, such as a delivery note; null if none was given
 * @param cartId the cart that held the units; null if no cart was involved
 * @param orderId the order that sold them; null if no order was involved
 * @param transferId the transfer between locations that moved them; null if there is none
 * @param actor who moved it, see {@link dev.holdfast.Holdfast#as}; null if nobody was named, and for reservations that
 *     expired
 * @param at when it happened; the order of entries is that of their versions
 */
public record LedgerEntry(
        long variantId,
        int locationId,
        String location,
        long version,
        MovementKind kind,
        int stockDelta,
        int reservedDelta,
        int stockAfter,
        int reservedAfter,
        int backorderedAfter,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable Long cartId,
        @Nullable Long orderId,
        @Nullable Long transferId,
        @Nullable String actor,
        Instant at) {
    static LedgerEntry of(LedgerRow row, String location) {
        return new LedgerEntry(
                row.key().variantId(),
                row.key().locationId(),
                location,
                row.version(),
                MovementKind.of(row.kind()),
                row.stockDelta(),
                row.reservedDelta(),
                row.stockAfter(),
                row.reservedAfter(),
                row.backorderedAfter(),
                row.reason(),
                row.reference(),
                row.cartId(),
                row.orderId(),
                row.transferId(),
                row.actor(),
                row.at());
    }
}
