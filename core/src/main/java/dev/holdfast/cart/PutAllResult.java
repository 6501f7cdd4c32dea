package dev.holdfast.cart;

import java.util.List;

/**
 * The outcome of putting several items at once.
 *
 * @param cart the whole cart
 * @param itemIds the ids of the items that were put, in the order in which they were given
 * @param created whether a reservation is new; false if the cart held all of the variants already
 */
public record PutAllResult(Cart cart, List<Integer> itemIds, boolean created) {
    /** Copies the ids. */
    public PutAllResult {
        itemIds = List.copyOf(itemIds);
    }
}
