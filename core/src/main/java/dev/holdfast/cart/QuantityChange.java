package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The quantity of a variant that a command sets in a cart, beside what the cart has of that variant so far.
 *
 * @param from the counters that units may come from
 * @param isNamed whether the buyer has named them, so that the item leaves all others
 * @param row the item that the buyer chose, expired or not; null for none
 * @param taken the item as it was when its expired reservation was taken away; null for none
 * @param isHeld whether {@code row} is there and its reservation has not ended
 */
record QuantityChange(
        long variantId,
        int quantity,
        List<StockKey> from,
        boolean isNamed,
        @Nullable CartItemRow row,
        @Nullable ExpiredItemRow taken,
        boolean isHeld) {

    static QuantityChange of(
            LockedCart cart, long variantId, int quantity, List<StockKey> from, boolean isNamed, Instant now) {
        CartItemRow row = cart.itemOf(variantId);
        return new QuantityChange(
                variantId, quantity, from, isNamed, row, cart.expiredOf(variantId), row != null && !row.isExpired(now));
    }

    /** What the item holds and keeps. */
    List<Hold> kept() {
        CartItemRow held = held();
        if (held == null) {
            return List.of();
        }
        List<Hold> there = isNamed
                ? held.holds().stream()
                        .filter(hold -> from.contains(hold.key()))
                        .toList()
                : held.holds();
        return Hold.lowered(there, quantity);
    }

    /** Units to be taken from counters beyond those that the item keeps; at least 0. */
    int unitsToTake() {
        int units = quantity;
        for (Hold hold : kept()) {
            units -= hold.quantity();
        }
        return units;
    }

    /** The item that is held; null when there is none, or its reservation has ended. */
    @Nullable
    CartItemRow held() {
        return isHeld ? row : null;
    }

    /** The metadata of the item so far. */
    Map<String, Object> metadata() {
        if (row != null) {
            return row.metadata();
        }
        return taken == null ? Map.of() : taken.metadata();
    }

    /** When the reservation began that has ended; null for none, or if that is not known. */
    @Nullable
    Instant beganBefore() {
        if (row != null) {
            return isHeld ? null : row.reservedSince();
        }
        return taken == null ? null : taken.reservedSince();
    }

    /** When the reservation ended; null for none. */
    @Nullable
    Instant endedBefore() {
        if (row != null) {
            return isHeld ? null : row.reservedUntil();
        }
        return taken == null ? null : taken.expiredAt();
    }

    /** Units beyond those that the cart holds; negative when it gives some back. */
    int moreUnits() {
        CartItemRow held = held();
        return held == null ? quantity : quantity - held.quantity();
    }

    /** The id of the item, which outlives its reservation; null for a variant that the cart does not have. */
    @Nullable
    Integer itemId() {
        if (row != null) {
            return row.id();
        }
        return taken == null ? null : (Integer) taken.id();
    }
}
