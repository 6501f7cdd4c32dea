package dev.holdfast.lookup;

/** A kind of code that people write to name something. */
public enum CodeKind {
    /** The handle of a product, whatever its status. */
    PRODUCT,
    /** The SKU of a variant. */
    VARIANT,
    /** The code of a pricing rule that is not deleted. */
    RULE,
    /** A promo code that a buyer can enter: a stored one that is not deleted, or that of a rule. */
    PROMO_CODE,
    /** A stored promo code that is not deleted. */
    STORED_PROMO_CODE,
    /** The number of an order, which is also its id. */
    ORDER,
    /** The id of a cart, whatever its status. */
    CART,
    /** The id of a checkout session, whatever its status. */
    CHECKOUT_SESSION,
    /** The name of an API key that is not revoked. */
    API_KEY,
    /** The code of a location, active or not. */
    LOCATION
}
