package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an order cost besides its lines, as it was when it was placed.
 *
 * @param code tells it from the other charges of the order
 * @param name what people called it, null when it had no name
 * @param amount before any rule
 * @param discount what charge rules took off it
 * @param total amount less discount
 * @param explanation the rules that took something off this charge
 */
public record OrderCharge(
        String code, @Nullable String name, Money amount, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public OrderCharge {
        explanation = List.copyOf(explanation);
    }
}
