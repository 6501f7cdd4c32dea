package dev.holdfast.promo;

import dev.holdfast.ConflictException;
import dev.holdfast.Money;

/** The new limit of a promo code is below the uses or discounts that are held and claimed already. */
public final class PromoCodeInUseException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** The uses that are held and claimed are more than the new limit. */
    PromoCodeInUseException(String code, String field, long requested, long used) {
        this(code, field, requested, "in_use", used);
    }

    /** The discounts that are held and claimed are more than the new budget. */
    PromoCodeInUseException(String code, Money budget, Money used) {
        this(
                code,
                "budget",
                budget.toDecimal().toPlainString(),
                "amount_in_use",
                used.toDecimal().toPlainString());
    }

    private PromoCodeInUseException(String code, String field, Object requested, String fact, Object used) {
        super(
                "promo_code_in_use",
                field + " of the promo code \"" + code + "\" cannot be set to " + requested + ", because " + used
                        + " is in use",
                null,
                "promo_code",
                code,
                "field",
                field,
                fact,
                used);
    }
}
