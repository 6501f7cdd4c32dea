package dev.holdfast.cart;

import dev.holdfast.ConflictException;

/** The line is a gift: how many units it has follows from its rule. It can be removed. */
public final class GiftItemException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public GiftItemException(long cartId, int itemId, String rule) {
        super(
                "gift_line",
                "line " + itemId + " of cart " + cartId + " is a gift of rule " + rule + ", and can only be removed",
                null,
                "cart_id",
                cartId,
                "item_id",
                itemId,
                "rule_code",
                rule);
    }
}
