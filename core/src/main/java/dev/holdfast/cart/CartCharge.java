package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A charge of a cart with its price.
 *
 * @param code unique among the charges of the cart
 * @param name the name to display; null for none
 * @param amount the amount before any rule
 * @param discount the amount that charge rules took off
 * @param total amount less discount
 * @param explanation the rules that were considered for this charge
 */
public record CartCharge(
        String code, @Nullable String name, Money amount, Money discount, Money total, List<RuleOutcome> explanation) {
    /** Copies the list. */
    public CartCharge {
        explanation = List.copyOf(explanation);
    }

    /** For Holdfast's own services. */
    public CartCharge(Charge charge, QuotedCharge quoted) {
        this(
                charge.code(),
                charge.name(),
                quoted.charge().amount(),
                quoted.discount(),
                quoted.total(),
                quoted.explanation());
    }
}
