package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.Reckoning;
import dev.holdfast.pricing.quote.UnitSupply;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something off some units for buying others. Only complete sets count, and every unit is used once, as one that is
 * bought or as one that is got, by this rule or by another of its kind.
 *
 * @param buy the lines that earn it
 * @param buyQuantity units of them that a set needs
 * @param get the lines that it is taken off; may be the same ones
 * @param getQuantity units of them in a set
 * @param reward what is taken off each unit that is got
 * @param first which units are got, where there are more
 * @param maxSets the most sets in a cart
 */
public record BuyXGetY(
        Selection buy, int buyQuantity, Selection get, int getQuantity, Reward reward, UnitOrder first, int maxSets)
        implements Discount {
    @Override
    public void reckon(Reckoning reckoning) {
        UnitSupply supply = reckoning.unusedSupply(reckoning.parts());
        long onlyBuy = supply.count(item -> buy.selects(item) && !get.selects(item));
        long onlyGet = supply.count(item -> !buy.selects(item) && get.selects(item));
        long both = supply.count(item -> buy.selects(item) && get.selects(item));
        long sets = sets(onlyBuy, onlyGet, both);
        if (sets == 0) {
            long missing = Math.max(0, buyQuantity - onlyBuy) + Math.max(0, getQuantity - onlyGet) - both;
            miss(reckoning, onlyBuy + both, onlyGet + both, missing);
            return;
        }
        long bought = sets * buyQuantity;
        // Of the units that could be either, so many must stay to be bought.
        long gettable = both - Math.max(0, bought - onlyBuy);
        List<ItemPart> got = supply.pick(sets * getQuantity, first, get::selects, buy::selects, gettable);
        UnitOrder others = first == UnitOrder.CHEAPEST ? UnitOrder.DEAREST : UnitOrder.CHEAPEST;
        List<ItemPart> paid = supply.pick(bought, others, buy::selects, item -> false, 0);
        reckoning.use(got);
        reckoning.use(paid);
        reward.takeOffUnits(reckoning, got);
    }

    private long sets(long onlyBuy, long onlyGet, long both) {
        long most = Math.min(maxSets, Math.min((onlyBuy + both) / buyQuantity, (onlyGet + both) / getQuantity));
        long least = 0;
        while (least < most) {
            long middle = (least + most + 1) / 2;
            long shared = Math.max(0, middle * buyQuantity - onlyBuy) + Math.max(0, middle * getQuantity - onlyGet);
            if (shared <= both) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    private void miss(Reckoning reckoning, long buyable, long gettable, long missing) {
        reckoning.miss(
                reckoning.parts(),
                Refusal.notApplicable(
                        "incomplete_set",
                        "buy_required",
                        (long) buyQuantity,
                        "buy_present",
                        buyable,
                        "get_required",
                        (long) getQuantity,
                        "get_present",
                        gettable,
                        "missing",
                        missing));
    }

    @Override
    public boolean concerns(QuoteItem item) {
        return buy.selects(item) || get.selects(item);
    }

    @Override
    public Selection needs() {
        return buy;
    }

    @Override
    public List<Money> amounts() {
        return Stream.of(buy.amounts(), get.amounts(), reward.amounts().stream())
                .flatMap(amounts -> amounts)
                .toList();
    }
}
