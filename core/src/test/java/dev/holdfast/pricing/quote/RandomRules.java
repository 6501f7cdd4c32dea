package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.EqualUnits;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.PercentBase;
import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import dev.holdfast.pricing.quote.PricingPolicy.Rounded;
import dev.holdfast.pricing.quote.PricingPolicy.Threshold;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.BundlePrice;
import dev.holdfast.pricing.rule.BuyXGetY;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.QuantityBreaks;
import dev.holdfast.pricing.rule.Reward;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.SpendBreaks;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import dev.holdfast.pricing.rule.UnitGroups;
import dev.holdfast.pricing.rule.UnitLimit;
import dev.holdfast.pricing.rule.UnitOrder;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Random rules of every kind, random carts with every feature, and random policies. */
public final class RandomRules {
    private static final String[] CATEGORIES = {"a", "a/b", "d"};

    private final Random random;
    private final Currency currency;

    public RandomRules(Random random, Currency currency) {
        this.random = random;
        this.currency = currency;
    }

    public PricingPolicy policy() {
        return new PricingPolicy(
                pick(PercentBase.values()),
                pick(Threshold.values()),
                pick(RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN),
                pick(Level.values()),
                pick(Rounded.values()),
                pick(RoundingMode.DOWN, RoundingMode.HALF_UP, RoundingMode.HALF_EVEN, RoundingMode.HALF_DOWN),
                pick(Remainder.values()),
                pick(Exclusives.values()),
                random.nextInt(4) == 0 ? Combining.BEST_FOR_CUSTOMER : Combining.BY_PRIORITY,
                pick(EqualUnits.values()));
    }

    public List<QuoteItem> items(List<PricingRule> rules) {
        List<QuoteItem> items = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            long price = pick(0L, 1L, 999L, 1_000L, 1_000L, 333L, (long) random.nextInt(5_000));
            Money floor = random.nextInt(4) == 0 ? new Money(random.nextInt(2_000), currency) : null;
            items.add(new QuoteItem(
                    i + 1,
                    1 + random.nextInt(4),
                    1 + random.nextInt(3),
                    pick(CATEGORIES),
                    1 + random.nextInt(9),
                    new Money(price, currency),
                    floor,
                    null));
        }
        for (PricingRule rule : rules) {
            if (rule.discounts().get(0).discount() instanceof Gift gift && random.nextBoolean()) {
                items.add(new QuoteItem(
                        items.size() + 1,
                        gift.variantId(),
                        9,
                        null,
                        1 + random.nextInt(3),
                        money(2_000),
                        null,
                        rule.code()));
            }
        }
        return items;
    }

    public List<QuoteCharge> charges() {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> new QuoteCharge("charge-" + i, money(2_000)))
                .toList();
    }

    public List<PricingRule> rules(int most) {
        return IntStream.range(0, random.nextInt(most + 1)).mapToObj(this::rule).toList();
    }

    public PricingRule rule(int number) {
        Target target = pick(Target.ITEM, Target.ITEM, Target.ITEM, Target.ORDER, Target.CHARGE);
        return new PricingRule(
                pick("A", "B", "C") + number,
                rarely() ? "Rule \"" + number + "\"" : null,
                true,
                random.nextInt(3),
                null,
                null,
                target,
                conditions(target),
                IntStream.range(0, rarely() ? 2 : 1)
                        .mapToObj(i -> scoped(target))
                        .toList(),
                random.nextInt(5) == 0 ? Stacking.EXCLUSIVE : Stacking.STACKABLE,
                random.nextInt(5) == 0 ? pick("g", "h") : null,
                rarely() ? money(1_500) : null,
                currency);
    }

    private Conditions conditions(Target target) {
        return new Conditions(
                Set.of(),
                rarely() ? Set.of("u", "v") : Set.of(),
                rarely() ? (Integer) 1 : null,
                null,
                false,
                rarely() ? Set.of(currency.getCurrencyCode()) : Set.of(),
                rarely()
                        ? List.of(new Conditions.AttributeCondition("channel", Set.of("web"), random.nextBoolean()))
                        : List.of(),
                rarely()
                        ? new Schedule(
                                Set.of(DayOfWeek.MONDAY),
                                LocalTime.of(20, 0),
                                LocalTime.of(4, 0),
                                ZoneId.of("Asia/Tokyo"))
                        : null,
                rarely() ? (Integer) (1 + random.nextInt(5)) : null,
                rarely() ? money(8_000) : null,
                selection(),
                target == Target.CHARGE && rarely() ? Set.of("charge-1") : Set.of(),
                rarely() ? List.of(new Conditions.Contained(selection(), 1 + random.nextInt(3), null)) : List.of(),
                rarely());
    }

    private ScopedDiscount scoped(Target target) {
        UnitLimit limit = rarely() && target != Target.CHARGE
                ? new UnitLimit(1 + random.nextInt(4), pick(Per.LINE, Per.ORDER), pick(UnitOrder.values()))
                : null;
        return new ScopedDiscount(discount(target), rarely() ? selection() : Selection.ALL, limit);
    }

    private Discount discount(Target target) {
        Per per = target == Target.ORDER ? Per.ORDER : pick(Per.values());
        Per lineOrOrder = target == Target.ORDER ? Per.ORDER : pick(Per.LINE, Per.ORDER);
        int kinds = target == Target.ITEM ? 9 : target == Target.ORDER ? 5 : 3;
        return switch (random.nextInt(kinds)) {
            case 0 -> new PercentOff(percent());
            case 1 -> new AmountOff(money(1_500), per, per == Per.UNIT && rarely() ? money(500) : null);
            case 2 -> new FixedPrice(money(per == Per.UNIT ? 3_000 : 10_000), per);
            case 3 ->
                new QuantityBreaks(
                        List.of(new QuantityBreaks.Break(2, reward()), new QuantityBreaks.Break(5, reward())),
                        lineOrOrder,
                        random.nextBoolean());
            case 4 ->
                new SpendBreaks(
                        List.of(
                                new SpendBreaks.Break(new Money(1_000, currency), percent(), null),
                                new SpendBreaks.Break(new Money(5_000, currency), null, money(2_000))),
                        lineOrOrder,
                        random.nextBoolean());
            case 5 -> new UnitGroups(2 + random.nextInt(2), reward(), lineOrOrder, pick(UnitOrder.values()));
            case 6 ->
                new BuyXGetY(
                        selection(),
                        1 + random.nextInt(3),
                        selection(),
                        1 + random.nextInt(2),
                        reward(),
                        pick(UnitOrder.values()),
                        1 + random.nextInt(4));
            case 7 ->
                new BundlePrice(
                        List.of(new BundlePrice.Component(selection(), 1), new BundlePrice.Component(selection(), 2)),
                        money(3_000),
                        pick(UnitOrder.values()),
                        1 + random.nextInt(4));
            default -> new Gift(9, 1 + random.nextInt(2), selection(), 1 + random.nextInt(3), 1 + random.nextInt(3));
        };
    }

    private Reward reward() {
        return switch (random.nextInt(3)) {
            case 0 -> new Reward(percent(), null, null);
            case 1 -> new Reward(null, money(700), null);
            default -> new Reward(null, null, money(1_500));
        };
    }

    private Selection selection() {
        Selection except = rarely() ? new Selection(Set.of(), Set.of(1L), Set.of()) : null;
        Money low = rarely() ? money(500) : null;
        Money high = rarely() ? new Money(500 + random.nextInt(3_000), currency) : null;
        return switch (random.nextInt(4)) {
            case 0 -> new Selection(Set.of(1L), Set.of(), Set.of(), except, low, high);
            case 1 -> new Selection(Set.of(), Set.of(2L, 3L), Set.of(pick(CATEGORIES)), except, low, high);
            default -> new Selection(Set.of(), Set.of(), Set.of(), except, low, high);
        };
    }

    public PricingContext context() {
        return new PricingContext(
                currency, pick("u", "w"), null, List.of(), pick(0, 1), rarely() ? Map.of() : Map.of("channel", "web"));
    }

    private Percent percent() {
        return pick(Percent.ALL, new Percent(100_000), new Percent(1 + random.nextInt(1_000_000)));
    }

    private Money money(int most) {
        return new Money(1 + random.nextInt(most), currency);
    }

    private boolean rarely() {
        return random.nextInt(8) == 0;
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
