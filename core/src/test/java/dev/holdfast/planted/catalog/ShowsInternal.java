package dev.holdfast.planted.catalog;

import dev.holdfast.planted.internal.Inside;

/** Hands out an internal type; that its constructor takes one is allowed. */
public final class ShowsInternal {
    private final Inside inside;

    public ShowsInternal(Inside inside) {
        this.inside = inside;
    }

    public Inside inside() {
        return inside;
    }
}
