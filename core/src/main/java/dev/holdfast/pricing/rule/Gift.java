package dev.holdfast.pricing.rule;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import java.util.List;

/**
 * Free units of a variant. The engine reports what a cart has earned, see {@link
 * dev.holdfast.pricing.quote.Quote#gifts()}; the cart then reserves the units as a {@linkplain RuleItem#giftOf() gift
 * item}, whose price this discount takes off.
 *
 * @param variantId the variant that is given
 * @param quantity the units for each time that the gift is earned
 * @param buy the items that earn it
 * @param buyQuantity the units of them that earn it once
 * @param maxTimes the most times that a cart earns it
 */
public record Gift(long variantId, int quantity, Selection buy, int buyQuantity, int maxTimes) implements Discount {
    @Override
    public void apply(DiscountCalculation calculation) {
        List<DiscountPart> gifts =
                calculation.parts().stream().filter(DiscountPart::isGift).toList();
        List<DiscountPart> bought =
                calculation.parts().stream().filter(part -> !part.isGift()).toList();
        long units = DiscountPart.units(bought);
        long times = Math.min(maxTimes, units / buyQuantity);
        if (times == 0) {
            calculation.refuseUnits(calculation.parts(), buyQuantity, units);
            return;
        }
        long due = Math.min(times * quantity, Limits.QUANTITY);
        calculation.offer(this, (int) due);
        List<DiscountPart> given =
                calculation.supply(gifts).pick(due, UnitOrder.CHEAPEST, item -> item.variantId() == variantId);
        given.forEach(part -> part.take(part.value()));
        calculation.refuse(
                bought,
                new Refusal(
                        Outcome.NO_EFFECT,
                        "earns_gift",
                        Refusal.facts("variant_id", variantId, "quantity", due, "held", DiscountPart.units(given))));
    }

    @Override
    public boolean concerns(RuleItem item) {
        return item.giftOf() != null || buy.selects(item);
    }

    @Override
    public Selection needs() {
        return buy;
    }

    @Override
    public List<Money> amounts() {
        return buy.amounts().toList();
    }
}
