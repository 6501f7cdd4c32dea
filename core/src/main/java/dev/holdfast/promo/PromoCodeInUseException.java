package dev.holdfast.promo;

import dev.holdfast.ConflictException;

/** The new limit of a promo code is below the uses or discounts that are held and claimed already. */
public final class PromoCodeInUseException extends ConflictException {
    private static final long serialVersionUID = 1L;

    PromoCodeInUseException(String code, String field, Object requested, Object used) {
        super(
                "promo_code_in_use",
                field + " of the promo code \"" + code + "\" cannot be set to " + requested + ", because " + used
                        + " is in use",
                null,
                "promo_code",
                code,
                "field",
                field,
                "in_use",
                used);
    }
}
