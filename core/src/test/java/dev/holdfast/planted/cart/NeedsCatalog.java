package dev.holdfast.planted.cart;

import dev.holdfast.planted.catalog.NeedsCart;

/** Closes a circle with another capability. */
public record NeedsCatalog(int depth) {
    public NeedsCart deeper() {
        return new NeedsCart(depth + 1);
    }
}
