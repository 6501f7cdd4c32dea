package dev.holdfast.cart;

/**
 * The outcome of putting an item.
 *
 * @param cart the whole cart
 * @param itemId the id of the item that was put
 * @param created whether the reservation is new; false if the cart held the variant already
 */
public record PutResult(Cart cart, int itemId, boolean created) {}
