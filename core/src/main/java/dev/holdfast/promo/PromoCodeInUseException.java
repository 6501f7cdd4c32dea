package dev.holdfast.promo;

import dev.holdfast.ConflictException;

/** A limit of a promo code was to be set below what is held and claimed already. */
public final class PromoCodeInUseException extends ConflictException {
    private static final long serialVersionUID = 1L;

    PromoCodeInUseException(String code, String field, Object requested, Object used) {
        super(
                "promo_code_in_use",
                field + " of the promo code \"" + code + "\" cannot be " + requested + ": " + used + " is in use",
                null,
                "promo_code",
                code,
                "field",
                field,
                "in_use",
                used);
    }
}
