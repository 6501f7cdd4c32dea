package dev.holdfast.cart;

/**
 * What came of putting an item.
 *
 * @param cart the whole cart
 * @param itemId the line that was put
 * @param created whether the line is new; false when the cart held the variant already
 */
public record PutResult(Cart cart, int itemId, boolean created) {}
