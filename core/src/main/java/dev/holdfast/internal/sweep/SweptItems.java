package dev.holdfast.internal.sweep;

import java.util.List;

/**
 * What one transaction of a sweep took away.
 *
 * @param cartIds the carts that the items were in, each once
 */
public record SweptItems(long items, long units, List<Long> cartIds) {
    /** Nothing. */
    public static final SweptItems NONE = new SweptItems(0, 0, List.of());

    /** Copies the list. */
    public SweptItems {
        cartIds = List.copyOf(cartIds);
    }
}
