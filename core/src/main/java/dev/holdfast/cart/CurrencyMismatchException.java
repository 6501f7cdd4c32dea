package dev.holdfast.cart;

import dev.holdfast.ConflictException;
import java.util.Currency;

/** The variant is sold, or the charge is made, in a currency other than the cart's. */
public final class CurrencyMismatchException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public CurrencyMismatchException(long cartId, Currency cart, long variantId, Currency variant) {
        super(
                "currency_mismatch",
                "variant " + variantId + " is sold in " + variant + ", but cart " + cartId + " is in " + cart,
                null,
                "variant_id",
                variantId,
                "currency",
                variant.getCurrencyCode(),
                "cart_currency",
                cart.getCurrencyCode());
    }

    /** For Holdfast's own services. */
    public CurrencyMismatchException(long cartId, Currency cart, String chargeCode, Currency charge) {
        super(
                "currency_mismatch",
                "charge " + chargeCode + " is in " + charge + ", but cart " + cartId + " is in " + cart,
                null,
                "charge_code",
                chargeCode,
                "currency",
                charge.getCurrencyCode(),
                "cart_currency",
                cart.getCurrencyCode());
    }
}
