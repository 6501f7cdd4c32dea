package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import org.jspecify.annotations.Nullable;

/**
 * A charge to set: an amount besides the items, such as shipping, which holds no stock.
 *
 * @param code unique among the charges of the cart, and the code by which rules refer to it; up to {@value Limits#WORD}
 *     characters
 * @param name the name to display, up to {@value Limits#NAME} characters; null for none
 * @param amount the amount before any rule, zero or more, in the cart's currency
 */
public record NewCharge(String code, @Nullable String name, Money amount) {
    /** Throws all that is wrong with it. */
    void check() {
        Validation checks = new Validation();
        InputChecks.chargeCode(checks, "/charge_code", code);
        InputChecks.chargeName(checks, name);
        checks.between("/amount", amount.minor(), 0, Limits.AMOUNT);
        checks.throwIfAny();
    }

    /** A charge without a name. */
    public static NewCharge of(String code, Money amount) {
        return new NewCharge(code, null, amount);
    }
}
