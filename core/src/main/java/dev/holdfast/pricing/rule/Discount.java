package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;

/** What a rule takes off. Each kind of discount is a record with its data and its arithmetic. */
public sealed interface Discount
        permits PercentOff,
                AmountOff,
                FixedPrice,
                QuantityBreaks,
                SpendBreaks,
                UnitGroups,
                BuyXGetY,
                BundlePrice,
                Gift {
    /** Takes the discount off the parts of the calculation. Called by the price engine. */
    void apply(DiscountCalculation calculation);

    /** All amounts of money in the discount, which share one currency. */
    List<Money> amounts();

    /** Whether the discount looks at an item that the rule selects. Defaults to true. */
    default boolean concerns(RuleItem item) {
        return true;
    }

    /**
     * The items without at least one of which the discount takes nothing off; the rule book finds the rule by them.
     * Defaults to all items.
     */
    default Selection needs() {
        return Selection.ALL;
    }

    /**
     * Whether the discount never takes more off when there are fewer items or lower prices. Defaults to false, which is
     * always safe but makes the search for the best combination slower.
     */
    default boolean takesLessOfLess() {
        return false;
    }
}
