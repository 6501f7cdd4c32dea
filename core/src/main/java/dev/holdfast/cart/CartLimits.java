package dev.holdfast.cart;

import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.WorkingSet;
import org.jspecify.annotations.Nullable;

/**
 * How much a cart, and its user over all open carts, may hold. A limit binds only what is added: holding less, or the
 * same for longer, is always allowed, even after the limit was lowered.
 */
record CartLimits(WorkingSet shop, LockedCart cart, HoldLimits limits) {

    /** Throws if the cart, as it is held now, would be too much for another user. */
    void requireRoomFor(String userId) {
        UserHolds.Held held = cart.held(shop.now());
        if (held.items() > 0) {
            requireUserWithin(userId, (int) held.units(), (int) held.items());
        }
    }

    /** Throws if the cart or its user would hold too much with so many units and items more. */
    void requireRoomFor(int moreUnits, int moreItems) {
        if (moreUnits <= 0) {
            return;
        }
        long units = cart.held(shop.now()).units();
        int most = limits.unitsPerCart();
        if (units + moreUnits > most) {
            throw ReservationLimitException.unitsOfCart(cart.id(), units, moreUnits, most);
        }
        String userId = cart.head().userId();
        if (userId != null) {
            requireUserWithin(userId, moreUnits, moreItems);
        }
    }

    private void requireUserWithin(String userId, int moreUnits, int moreItems) {
        if (!limits.ofUsers()) {
            return;
        }
        UserHolds.Held held = shop.held(userId);
        requireUserWithin(userId, "units", held.units(), moreUnits, limits.unitsPerUser());
        requireUserWithin(userId, "items", held.items(), moreItems, limits.itemsPerUser());
    }

    private void requireUserWithin(String userId, String counted, long held, int more, @Nullable Integer most) {
        if (most != null && more > 0 && held + more > most) {
            throw ReservationLimitException.ofUser(cart.id(), userId, counted, held, more, most);
        }
    }
}
