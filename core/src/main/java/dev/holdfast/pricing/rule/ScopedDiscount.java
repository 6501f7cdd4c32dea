package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.QuoteItem;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the discounts of a rule, and what it is for.
 *
 * @param discount what is taken off
 * @param selection of the lines that the rule looks at, those that this is taken off
 * @param limit the most units of them, null for all
 */
public record ScopedDiscount(
        Discount discount, Selection selection, @Nullable UnitLimit limit) {
    /** Off all that the rule looks at. */
    public ScopedDiscount(Discount discount) {
        this(discount, Selection.ALL, null);
    }

    /** Whether it looks at a line. */
    public boolean concerns(QuoteItem item) {
        return selection.selects(item) && discount.concerns(item);
    }

    Stream<Money> amounts() {
        return Stream.concat(discount.amounts().stream(), selection.amounts());
    }
}
