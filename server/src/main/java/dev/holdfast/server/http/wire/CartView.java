package dev.holdfast.server.http.wire;

import dev.holdfast.Page;
import dev.holdfast.cart.Cart;

/** Carts as JSON. A cart is its own JSON, except in a list. */
public final class CartView {
    private CartView() {}

    /** Carts in a list: without their tokens, so that reading a list is not enough to act for its buyers. */
    public static Page<Object> listed(Page<Cart> carts) {
        return new Page<>(
                carts.items().stream()
                        .<Object>map(cart -> Json.without(cart, "token"))
                        .toList(),
                carts.nextCursor());
    }
}
