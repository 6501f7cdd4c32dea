package dev.holdfast.cart;

import dev.holdfast.AnonymousLimitException;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
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

    /** Throws if an anonymous cart would hold too much of something, or be one too many to hold anything. */
    void requireRoomForAnonymous(List<QuantityChange> changes) {
        Integer origin = cart.head().anonymousOrigin();
        if (origin == null) {
            return;
        }
        boolean isMore = false;
        for (QuantityChange change : changes) {
            if (change.moreUnits() > 0) {
                isMore = true;
                requireAnonymousWithin(change);
            }
        }
        Integer most = limits.anonymous().carts();
        if (isMore && most != null && cart.held(shop.now()).items() == 0) {
            long holding = shop.anonymous().holding(origin);
            if (holding >= most) {
                throw AnonymousLimitException.ofOrigin(cart.id(), holding, most);
            }
        }
    }

    private void requireAnonymousWithin(QuantityChange change) {
        long variantId = change.key().variantId();
        Integer most = limits.anonymous().unitsPerItem();
        if (most != null && change.quantity() > most) {
            throw AnonymousLimitException.ofItem(cart.id(), variantId, change.quantity(), most);
        }
        long room = anonymousRoom(shop.stock(change.key()));
        if (change.moreUnits() > room) {
            if (!shop.anonymous().isCounted(change.key())) {
                throw new NotLoaded("units that anonymous carts hold of " + change.key());
            }
            int held = change.quantity() - change.moreUnits();
            throw AnonymousLimitException.ofStock(cart.id(), variantId, change.quantity(), held + Math.max(0, room));
        }
    }

    /** How many units more the cart can hold of a counter for being anonymous. */
    long anonymousRoom(StockRow stock) {
        return cart.head().anonymousOrigin() == null
                ? Long.MAX_VALUE
                : shop.anonymous().room(stock, limits.anonymous());
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
