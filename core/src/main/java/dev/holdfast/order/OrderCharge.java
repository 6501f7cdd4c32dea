package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderChargeRow;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge of an order, such as shipping, as it was when the order was placed.
 *
 * @param code its identifier within the order
 * @param name its name for people, null if it had none
 * @param amount the amount before any rule
 * @param discount the amount that charge rules took off it
 * @param total amount less discount
 * @param explanation the rules that took something off this charge
 */
public record OrderCharge(
        String code, @Nullable String name, Money amount, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public OrderCharge {
        explanation = List.copyOf(explanation);
    }

    OrderCharge(OrderChargeRow row, Currency currency) {
        this(
                row.code(),
                row.name(),
                new Money(row.amount(), currency),
                new Money(row.discount(), currency),
                new Money(row.total(), currency),
                row.explanation());
    }
}
