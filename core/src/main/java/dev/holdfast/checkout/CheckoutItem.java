package dev.holdfast.checkout;

import org.jspecify.annotations.Nullable;

/**
 * An item of a cart that is bought while others stay in the cart.
 *
 * @param itemId the item, which must not be a gift: gifts come with the items that earn them
 * @param quantity units of it, 1 or more; null for all that the cart holds
 */
public record CheckoutItem(int itemId, @Nullable Integer quantity) {
    /** All units of an item. */
    public static CheckoutItem of(int itemId) {
        return new CheckoutItem(itemId, null);
    }
}
