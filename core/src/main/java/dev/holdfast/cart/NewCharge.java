package dev.holdfast.cart;

import dev.holdfast.Money;
import org.jspecify.annotations.Nullable;

/**
 * A charge to be set: what a cart costs besides its lines and holds no stock for, such as shipping.
 *
 * @param code tells it from the other charges of the cart, and is what rules name: up to 100 characters
 * @param name what people call it, up to 200 characters; null when it has no name
 * @param amount before any rule, zero or more, in the cart's currency
 */
public record NewCharge(String code, @Nullable String name, Money amount) {
    /** A charge that has no name. */
    public static NewCharge of(String code, Money amount) {
        return new NewCharge(code, null, amount);
    }
}
