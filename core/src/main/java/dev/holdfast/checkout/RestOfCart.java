package dev.holdfast.checkout;

import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.util.List;

/** What becomes of a cart of which an order was made. */
final class RestOfCart {
    private RestOfCart() {}

    /** Throws {@link dev.holdfast.internal.work.TryAgain} if something is missing that the rest is priced by. */
    static void prepare(WorkingSet shop, LockedCart cart) {
        shop.ordersPlaced(cart.head(), shop.book(cart.head().bookToken()));
    }

    /**
     * Closes a cart of which nothing is left. One with other items stays open, with the gifts and the promo codes that
     * those still earn, and without the charges, which were bought.
     *
     * @param bought what the closed cart shows, which may have changed since its price was frozen
     */
    static void leave(WorkingSet shop, LockedCart cart, CartHead bought, long orderId) {
        boolean isLeft =
                !cart.expired().isEmpty() || cart.items().values().stream().anyMatch(item -> !item.isGift());
        if (isLeft) {
            stayOpen(shop, cart);
        } else {
            release(shop, cart, gifts(cart));
            shop.promos().release(cart);
            cart.head(cart.head().pricedAs(bought).moved(CartStatus.CHECKED_OUT.word(), orderId, shop.now()));
        }
    }

    private static void stayOpen(WorkingSet shop, LockedCart cart) {
        CartHead head = cart.head();
        RuleBook book = shop.book(head.bookToken());
        cart.head(head.with(head.extras().withCharges(List.of())).changedAt(shop.now()));
        settle(shop, cart, book);
        List<CartItemRow> gifts = gifts(cart);
        if (!gifts.isEmpty()) {
            CartSnapshot earned =
                    shop.snapshot(cart, shop.ordersPlaced(cart.head(), book)).withGiftsInPart(book);
            gifts.forEach(gift -> keep(shop, cart, gift, earned));
            settle(shop, cart, book);
        }
    }

    private static void keep(WorkingSet shop, LockedCart cart, CartItemRow gift, CartSnapshot earned) {
        CartItemRow kept = earned.items().stream()
                .filter(item -> item.id() == gift.id())
                .findFirst()
                .orElse(null);
        if (kept == null) {
            shop.units().release(cart, gift);
        } else if (kept.quantity() < gift.quantity()) {
            cart.items().put(kept.id(), kept);
            shop.units().release(cart, gift.without(kept).holds());
        }
    }

    private static void settle(WorkingSet shop, LockedCart cart, RuleBook book) {
        shop.promos().settle(cart, book, shop.ordersPlaced(cart.head(), book));
    }

    private static List<CartItemRow> gifts(LockedCart cart) {
        return cart.items().values().stream().filter(CartItemRow::isGift).toList();
    }

    private static void release(WorkingSet shop, LockedCart cart, List<CartItemRow> gifts) {
        gifts.forEach(gift -> shop.units().release(cart, gift));
    }
}
