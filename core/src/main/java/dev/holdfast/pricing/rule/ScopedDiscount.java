package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One discount of a rule, and the items it is for.
 *
 * @param discount what is taken off
 * @param selection the items it is taken off, out of those that the rule selects
 * @param limit the most units of them, null for all
 */
public record ScopedDiscount(
        Discount discount, Selection selection, @Nullable UnitLimit limit) {
    /** A discount for all items that the rule selects. */
    public ScopedDiscount(Discount discount) {
        this(discount, Selection.ALL, null);
    }

    /** Whether the discount looks at an item. */
    public boolean concerns(RuleItem item) {
        return selection.selects(item) && discount.concerns(item);
    }

    Stream<Money> amounts() {
        return Stream.concat(discount.amounts().stream(), selection.amounts());
    }
}
