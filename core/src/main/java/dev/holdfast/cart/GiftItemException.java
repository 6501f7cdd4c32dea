package dev.holdfast.cart;

import dev.holdfast.ConflictException;

/** The item is a gift, whose quantity is set by its rule: it can be removed, but not changed. */
public final class GiftItemException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public GiftItemException(long cartId, int itemId, String rule) {
        super(
                "gift_line",
                "item " + itemId + " of cart " + cartId + " is a gift of rule " + rule + " and can only be removed",
                null,
                "cart_id",
                cartId,
                "item_id",
                itemId,
                "rule_code",
                rule);
    }
}
