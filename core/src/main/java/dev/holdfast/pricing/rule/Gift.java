package dev.holdfast.pricing.rule;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.Reckoning;
import java.util.List;

/**
 * Units of a variant for nothing. The engine says what is due, see {@link Quote#gifts()}; whoever holds the stock puts
 * it into the cart as a {@linkplain QuoteItem#giftOf() gift line}, which then costs nothing.
 *
 * @param variantId what is given
 * @param quantity units for each time that it is earned
 * @param buy the lines that earn it
 * @param buyQuantity units of them that earn it once
 * @param maxTimes the most times that a cart earns it
 */
public record Gift(long variantId, int quantity, Selection buy, int buyQuantity, int maxTimes) implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        List<ItemPart> gifts =
                reckoning.parts().stream().filter(ItemPart::isGift).toList();
        List<ItemPart> bought =
                reckoning.parts().stream().filter(part -> !part.isGift()).toList();
        long units = bought.stream().mapToLong(ItemPart::units).sum();
        long times = Math.min(maxTimes, units / buyQuantity);
        if (times == 0) {
            reckoning.missUnits(reckoning.parts(), buyQuantity, units);
            return;
        }
        long due = Math.min(times * quantity, Limits.QUANTITY);
        reckoning.offer(this, (int) due);
        List<ItemPart> given = reckoning
                .supply(gifts)
                .pick(due, UnitOrder.CHEAPEST, item -> item.variantId() == variantId, item -> false, 0);
        given.forEach(part -> part.take(part.value()));
        long held = given.stream().mapToLong(ItemPart::units).sum();
        reckoning.miss(
                bought,
                new Refusal(
                        Outcome.NO_EFFECT,
                        "earns_gift",
                        Refusal.facts("variant_id", variantId, "quantity", due, "held", held)));
    }

    @Override
    public boolean concerns(QuoteItem item) {
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
