package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;
import java.util.stream.Stream;

/**
 * A reward on some units for buying others. Only complete sets count. Each unit is used once, either as bought or as
 * rewarded, by this rule or by any other rule that sells sets.
 *
 * @param buy the items that earn the reward
 * @param buyQuantity the units of them that a set needs
 * @param get the items that are rewarded; may be the same as {@code buy}
 * @param getQuantity the units of them in a set
 * @param reward what is taken off each rewarded unit
 * @param first which units are rewarded if there are more
 * @param maxSets the most sets in a cart
 */
public record BuyXGetY(
        Selection buy, int buyQuantity, Selection get, int getQuantity, Reward reward, UnitOrder first, int maxSets)
        implements Discount {
    @Override
    public void apply(DiscountCalculation calculation) {
        UnitSupply supply = calculation.unusedSupply(calculation.parts());
        long onlyBuy = supply.count(item -> buy.selects(item) && !get.selects(item));
        long onlyGet = supply.count(item -> !buy.selects(item) && get.selects(item));
        long both = supply.count(item -> buy.selects(item) && get.selects(item));
        long sets = sets(onlyBuy, onlyGet, both);
        if (sets == 0) {
            long missing = Math.max(0, buyQuantity - onlyBuy) + Math.max(0, getQuantity - onlyGet) - both;
            refuse(calculation, onlyBuy + both, onlyGet + both, missing);
            return;
        }
        long bought = sets * buyQuantity;
        // The other units that fit both are needed as bought ones.
        long rewardable = both - Math.max(0, bought - onlyBuy);
        List<DiscountPart> rewarded = supply.pick(sets * getQuantity, first, get::selects, buy::selects, rewardable);
        UnitOrder others = first == UnitOrder.CHEAPEST ? UnitOrder.DEAREST : UnitOrder.CHEAPEST;
        List<DiscountPart> paid = supply.pick(bought, others, buy::selects);
        calculation.use(rewarded);
        calculation.use(paid);
        reward.takeOffUnits(calculation, rewarded);
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

    private void refuse(DiscountCalculation calculation, long buyPresent, long getPresent, long missing) {
        calculation.refuse(
                calculation.parts(),
                Refusal.notApplicable(
                        "incomplete_set",
                        "buy_required",
                        (long) buyQuantity,
                        "buy_present",
                        buyPresent,
                        "get_required",
                        (long) getQuantity,
                        "get_present",
                        getPresent,
                        "missing",
                        missing));
    }

    @Override
    public boolean concerns(RuleItem item) {
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
