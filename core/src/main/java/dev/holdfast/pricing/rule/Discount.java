package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;

/** What a rule takes off. Each kind reckons itself, in its own file. */
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
    /** Takes what is due off the parts of the reckoning. For the price engine. */
    void reckon(Reckoning reckoning);

    /** The amounts of money that it is made of; all are in one currency. */
    List<Money> amounts();

    /** Whether it looks at a line that the rule selects. Defaults to all of them. */
    default boolean concerns(QuoteItem item) {
        return true;
    }

    /** Lines without which it takes nothing off, by which it is found. Defaults to any. */
    default Selection needs() {
        return Selection.ALL;
    }

    /**
     * Whether it never takes more off when there are fewer lines, or lower prices. Defaults to no, which is safe and
     * makes the search for the best combination slower.
     */
    default boolean takesLessOfLess() {
        return false;
    }
}
