package dev.holdfast.cart;

import dev.holdfast.ConflictException;
import java.util.Currency;

/** The variant is sold in another currency than the cart's. */
public final class CurrencyMismatchException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public CurrencyMismatchException(long cartId, Currency cart, long variantId, Currency variant) {
        super(
                "currency_mismatch",
                "variant " + variantId + " is sold in " + variant + ", and cart " + cartId + " is in " + cart,
                null,
                "variant_id",
                variantId,
                "currency",
                variant.getCurrencyCode(),
                "cart_currency",
                cart.getCurrencyCode());
    }
}
