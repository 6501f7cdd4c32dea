package dev.holdfast.planted.catalog;

import dev.holdfast.planted.cart.NeedsCatalog;

/** Closes a circle with another capability. */
public record NeedsCart(int depth) {
    public NeedsCatalog deeper() {
        return new NeedsCatalog(depth + 1);
    }
}
