package dev.holdfast.checkout;

import dev.holdfast.cart.ReservationLimitException;
import dev.holdfast.catalog.PurchaseLimitException;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Limits for each user at checkout. Units that a cart already holds for its buyer were counted when they were put. */
record UserLimits(WorkingSet shop, LockedCart cart) {
    /** Asks for what the buyer of a cart has; null for the cart's user. */
    static void ask(Purchases purchases, @Nullable LockedCart cart, @Nullable String buyer) {
        if (cart != null && (buyer == null || buyer.equals(cart.head().userId()))) {
            purchases.askForItems(cart.head().userId(), cart);
        } else {
            purchases.askForAll(buyer);
        }
    }

    /** Adds the buyer who is named only now, and whose the cart becomes. */
    static void name(Set<String> users, @Nullable LockedCart cart, @Nullable String buyer) {
        if (cart != null && buyer != null && cart.head().userId() == null) {
            users.add(buyer);
        }
    }

    /**
     * Throws if a cart that becomes a buyer's would be too much for that buyer.
     *
     * @param bought what the cart no longer holds then
     */
    void requireRoom(@Nullable String buyer, List<CartItemRow> bought, HoldLimits limits) {
        if (buyer == null || buyer.equals(cart.head().userId()) || !limits.ofUsers()) {
            return;
        }
        int units = 0;
        int items = 0;
        for (CartItemRow item : cart.items().values()) {
            int rest = item.isExpired(shop.now()) ? 0 : item.quantity() - sold(bought, item.id());
            units += rest;
            items += rest > 0 ? 1 : 0;
        }
        UserHolds.Excess excess = units == 0 ? null : shop.held(buyer).beyond(limits, units, items);
        if (excess != null) {
            throw ReservationLimitException.ofUser(
                    cart.id(), buyer, excess.counted(), excess.held(), excess.requested(), excess.limit());
        }
    }

    private static int sold(List<CartItemRow> bought, int itemId) {
        return bought.stream()
                .filter(item -> item.id() == itemId)
                .mapToInt(CartItemRow::quantity)
                .sum();
    }

    /** Throws if the buyer, who may be named only now, would have too much with what the cart holds. */
    void require(@Nullable String buyer) {
        if (buyer == null || buyer.equals(cart.head().userId())) {
            shop.purchases().requireLocked(buyer);
            return;
        }
        for (CartItemRow item : cart.items().values()) {
            VariantRow variant = shop.variant(item.variantId());
            int more = shop.purchases().held(cart, variant.id());
            Purchases.Excess excess = more == 0 ? null : shop.purchases().excess(buyer, variant, more);
            if (excess != null) {
                throw new PurchaseLimitException(
                        variant.id(),
                        variant.sku(),
                        excess.bought(),
                        excess.held(),
                        more,
                        excess.limit(),
                        variant.limits().maxPerUserDays());
            }
        }
    }

    /**
     * The units of frozen items that their buyer can no longer have, because the session had ended and the buyer has others
     * since, by variant.
     */
    Map<Long, Integer> beyond(CartSnapshot frozen) {
        String buyer = frozen.head().userId();
        Map<Long, Integer> beyond = new TreeMap<>();
        if (buyer != null) {
            shop.purchases().requireLocked(buyer);
            Map<Long, Integer> wanted = new TreeMap<>();
            for (CartItemRow item : frozen.items()) {
                if (!item.isGift()) {
                    wanted.merge(item.variantId(), item.quantity(), Integer::sum);
                }
            }
            boolean isTheirs = Objects.equals(cart.head().userId(), buyer);
            wanted.forEach((variantId, units) -> {
                int more = units - (isTheirs ? shop.purchases().held(cart, variantId) : 0);
                Purchases.Excess excess = shop.purchases().excess(buyer, shop.variant(variantId), more);
                if (excess != null) {
                    beyond.put(variantId, more - excess.room());
                }
            });
        }
        return beyond;
    }
}
