package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import java.util.List;
import java.util.function.Function;

/**
 * The cart that a command leaves behind, decided before anything is written. Gifts are not part of it: they follow from
 * it.
 *
 * @param head the cart's row
 * @param bought the items that the cart holds, gifts excluded
 * @param write moves the stock and writes the items; the head is written by the caller
 * @param answer turns the cart as its buyer sees it into the command's answer
 */
record CartEdit<R>(CartHead head, List<CartItemRow> bought, Runnable write, Function<Cart, R> answer) {

    /** An edit that is answered with the cart. */
    static CartEdit<Cart> of(CartHead head, List<CartItemRow> bought, Runnable write) {
        return new CartEdit<>(head, bought, write, Function.identity());
    }

    /** An edit of the head that leaves the items as they are. */
    static CartEdit<Cart> ofHead(CartHead head, OpenCart cart) {
        return of(head, cart.bought(), () -> {});
    }
}
