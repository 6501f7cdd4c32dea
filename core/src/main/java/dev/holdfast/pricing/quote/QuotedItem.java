package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.List;

/**
 * An item with its price.
 *
 * @param item the item that was priced
 * @param subtotal quantity times unit price
 * @param discount what item rules took off it, plus its share of what order rules took off
 * @param total the subtotal less the discount, never below zero
 * @param units the same units and total by what each unit is charged, dearest first: one entry, unless a rule singled
 *     some of the units out
 * @param explanation what each rule that looked at this item did, in order
 */
public record QuotedItem(
        QuoteItem item,
        Money subtotal,
        Money discount,
        Money total,
        List<ChargedUnits> units,
        List<RuleOutcome> explanation) {
    /** Copies the lists. */
    public QuotedItem {
        units = List.copyOf(units);
        explanation = List.copyOf(explanation);
    }
}
