package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge of a cart with its price.
 *
 * @param code tells it from the other charges of the cart
 * @param name what people call it, null when it has no name
 * @param amount before any rule
 * @param discount what charge rules took off it
 * @param total amount less discount
 * @param explanation the rules that were looked at for this charge
 */
public record CartCharge(
        String code, @Nullable String name, Money amount, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public CartCharge {
        explanation = List.copyOf(explanation);
    }
}
