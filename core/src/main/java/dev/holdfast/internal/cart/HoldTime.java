package dev.holdfast.internal.cart;

import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.stock.VariantRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when the items of a cart are reserved that are put or renewed now.
 *
 * @param head of the cart as a command leaves it
 */
public record HoldTime(HoldLimits limits, CartHead head, Instant now) {

    /** Until when an item is reserved that has been reserved since a time: never beyond the maximum age. */
    public Instant until(VariantRow variant, Instant since) {
        Instant until = now.plus(time(variant));
        Instant latest = latest(since);
        return until.isBefore(latest) ? until : latest;
    }

    /** The same for an item that is held: never an earlier time than it has. */
    public Instant renewed(CartItemRow item, VariantRow variant) {
        Instant until = until(variant, item.reservedSince());
        return until.isAfter(item.reservedUntil()) ? until : item.reservedUntil();
    }

    /**
     * Since when an item is reserved that is put: one that has expired goes on from where it began, until it is as old as
     * it may get.
     *
     * @param began when the reservation began that has ended; null for none
     */
    public Instant since(@Nullable Instant began) {
        return began != null && latest(began).isAfter(now) ? began : now;
    }

    /**
     * From when on an item that has expired can be put: one that is as old as it may get has to leave its units to others
     * for as long as it would be reserved.
     *
     * @param began when its reservation began; null if that is not known
     * @param ended when it ended
     */
    public Instant possibleFrom(VariantRow variant, @Nullable Instant began, Instant ended) {
        return began == null || latest(began).isAfter(now) ? now : ended.plus(time(variant));
    }

    private Duration time(VariantRow variant) {
        return limits.reservationTime(head.reservationTime(), variant.limits().reservationTime(), head.userTier());
    }

    private Instant latest(Instant since) {
        return since.plus(limits.maxReservationAge());
    }
}
