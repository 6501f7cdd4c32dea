package dev.holdfast.cart;

import dev.holdfast.AnonymousLimitException;
import dev.holdfast.catalog.ProductNotActiveException;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.PurchaseLimitException;
import dev.holdfast.catalog.QuantityNotAllowedException;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.HoldTime;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.stock.LimitsRow;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.ReservationAgeException;
import dev.holdfast.inventory.Shortage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most that a cart, and its user over all open carts and orders, may hold. A limit binds only what is added: holding less, or the
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
        long variantId = change.variantId();
        Integer most = limits.anonymous().unitsPerItem();
        if (most != null && change.quantity() > most) {
            throw AnonymousLimitException.ofItem(cart.id(), variantId, change.quantity(), most);
        }
        for (Take share : change.shares()) {
            List<StockRow> counters = shop.allocations().counters(share.from());
            long room = anonymousRoom(counters);
            if (share.units() > room) {
                if (!shop.anonymous().areCounted(counters)) {
                    throw new NotLoaded("units that anonymous carts hold of variant " + share.variantId());
                }
                int held = change.quantity() - change.moreUnits();
                long more = Math.max(0, room) * change.moreUnits() / share.units();
                throw AnonymousLimitException.ofStock(cart.id(), variantId, change.quantity(), held + more);
            }
        }
    }

    /** How many units more of a variant the cart can hold for being anonymous. */
    long anonymousRoom(long variantId, @Nullable KitRow kit) {
        long least = Long.MAX_VALUE;
        for (Take share : shop.allocations().takes(variantId, kit, 1)) {
            List<StockRow> counters = shop.allocations().counters(share.from());
            least = Math.min(least, anonymousRoom(counters) / share.units());
        }
        return least;
    }

    private long anonymousRoom(List<StockRow> counters) {
        return cart.head().anonymousOrigin() == null
                ? Long.MAX_VALUE
                : shop.anonymous().room(counters, limits.anonymous());
    }

    /** Throws if a variant is sold in another currency, or more of it is wanted and its product is not sold. */
    void requireForSale(VariantRow variant, int moreUnits) {
        // First: for a web page such a variant does not exist, and what else is wrong with it would tell that it does.
        if (moreUnits > 0 && !variant.isOnSale()) {
            throw new ProductNotActiveException(variant.id(), variant.sku(), ProductStatus.of(variant.productStatus()));
        }
        if (!variant.currency().equals(cart.head().currency())) {
            throw new CurrencyMismatchException(cart.id(), cart.head().currency(), variant.id(), variant.currency());
        }
    }

    /** Throws if there are not enough units. */
    void requireStock(List<QuantityChange> changes) {
        List<Shortage> shortages = new QuantityChange.Shares(shop, changes).shortages();
        if (!shortages.isEmpty()) {
            throw new InsufficientStockException(shortages);
        }
    }

    /** Throws if a variant is not sold in the quantity that is set. */
    void requireQuantity(VariantRow variant, QuantityChange change) {
        LimitsRow limits = variant.limits();
        int quantity = change.quantity();
        boolean isKept = change.isHeld() && change.moreUnits() == 0;
        boolean isMore = change.moreUnits() > 0;
        if (!isKept && !limits.isChoosable(quantity) || isMore && !limits.isWithinMax(quantity)) {
            throw new QuantityNotAllowedException(
                    variant.id(),
                    variant.sku(),
                    quantity,
                    limits.minQuantity(),
                    limits.maxQuantity(),
                    limits.quantityStep());
        }
    }

    /** Throws if the cart's user, or the cart of an unknown buyer, would have more of a variant than a user can have. */
    void requirePurchase(VariantRow variant, QuantityChange change) {
        requireWithin(variant, shop.purchases().excess(cart, variant, change.moreUnits()));
    }

    /** Throws if another user would have more of a variant than a user can have, with what the cart holds. */
    void requirePurchases(String userId) {
        for (CartItemRow item : cart.items().values()) {
            VariantRow variant = shop.variant(item.variantId());
            int more = shop.purchases().held(cart, variant.id());
            requireWithin(variant, more == 0 ? null : shop.purchases().excess(userId, variant, more));
        }
    }

    private static void requireWithin(VariantRow variant, Purchases.@Nullable Excess excess) {
        if (excess != null) {
            throw new PurchaseLimitException(
                    variant.id(),
                    variant.sku(),
                    excess.bought(),
                    excess.held(),
                    excess.requested(),
                    excess.limit(),
                    variant.limits().maxPerUserDays());
        }
    }

    /** Throws if an item has expired that is as old as it may get, and whose units were not free for long enough. */
    void requireAge(VariantRow variant, QuantityChange change, HoldTime time) {
        Instant began = change.beganBefore();
        Instant ended = change.endedBefore();
        Integer itemId = change.itemId();
        if (began != null && ended != null && itemId != null) {
            Instant from = time.possibleFrom(variant, began, ended);
            if (from.isAfter(time.now())) {
                throw new ReservationAgeException(cart.id(), itemId, variant.id(), began, ended, from);
            }
        }
    }

    private void requireUserWithin(String userId, int moreUnits, int moreItems) {
        if (!limits.ofUsers()) {
            return;
        }
        UserHolds.Excess excess = shop.held(userId).beyond(limits, moreUnits, moreItems);
        if (excess != null) {
            throw ReservationLimitException.ofUser(
                    cart.id(), userId, excess.counted(), excess.held(), excess.requested(), excess.limit());
        }
    }
}
