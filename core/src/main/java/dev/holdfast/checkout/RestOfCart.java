package dev.holdfast.checkout;

import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
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
     * Closes a cart of which nothing is left; one with other items stays open, without the charges, which were bought.
     * Gifts that are left are given back: the items that earned them are gone, and the next change of the cart gives it
     * those that it still earns.
     */
    static void leave(WorkingSet shop, LockedCart cart, long orderId) {
        for (CartItemRow item : List.copyOf(cart.items().values())) {
            if (item.isGift()) {
                shop.units().release(cart, item);
            }
        }
        CartHead head = cart.head();
        if (cart.items().isEmpty() && cart.expired().isEmpty()) {
            shop.promos().release(cart);
            cart.head(head.moved(CartStatus.CHECKED_OUT.word(), orderId, shop.now()));
            return;
        }
        cart.head(head.with(head.extras().withCharges(List.of())).changedAt(shop.now()));
        RuleBook book = shop.book(head.bookToken());
        shop.promos().settle(cart, book, shop.ordersPlaced(cart.head(), book));
    }
}
