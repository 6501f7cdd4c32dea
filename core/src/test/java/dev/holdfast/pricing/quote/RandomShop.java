package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.Percent;
import dev.holdfast.pricing.rule.PercentOff;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Small random rule sets and carts with many interactions. */
public final class RandomShop {
    private static final String[] CATEGORIES = {"a", "a/b", "a/b/c", "d", "d/e"};
    private static final String[] TIERS = {"gold", "silver"};
    private static final String[] CODES = {"SPRING", "vip", "Summer"};

    private final Random random;
    private Currency ruleCurrency;
    public final Currency currency;
    public final Instant at = Instant.parse("2026-06-01T00:00:00Z");

    public RandomShop(Random random) {
        this.random = random;
        this.currency = Currency.getInstance(pick("USD", "JPY", "KWD"));
        this.ruleCurrency = currency;
    }

    public List<QuoteItem> items() {
        List<QuoteItem> items = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            long price = random.nextInt(8) == 0 ? random.nextInt(3) : random.nextInt(5_000);
            items.add(new QuoteItem(
                    10 - i,
                    1 + random.nextInt(5),
                    1 + random.nextInt(3),
                    random.nextInt(4) == 0 ? null : pick(CATEGORIES),
                    1 + random.nextInt(5),
                    new Money(price, currency)));
        }
        return items;
    }

    public PricingContext context() {
        List<String> codes = IntStream.range(0, random.nextInt(3))
                .mapToObj(i -> pick(CODES).toLowerCase(Locale.ROOT))
                .toList();
        return new PricingContext(currency, null, random.nextBoolean() ? null : pick(TIERS), codes);
    }

    public List<PricingRule> rules() {
        return IntStream.range(0, random.nextInt(9)).mapToObj(this::rule).toList();
    }

    private PricingRule rule(int number) {
        ruleCurrency = random.nextInt(12) == 0 ? Currency.getInstance("EUR") : currency;
        Target target = random.nextInt(3) == 0 ? Target.ORDER : Target.ITEM;
        Selection selection = switch (random.nextInt(5)) {
            case 0 -> new Selection(Set.of(1L + random.nextInt(3)), Set.of(), Set.of());
            case 1 -> new Selection(Set.of(), Set.of(1L + random.nextInt(5)), Set.of(pick(CATEGORIES)));
            case 2 -> new Selection(Set.of(), Set.of(), Set.of(pick(CATEGORIES)));
            default -> Selection.ALL;
        };
        Conditions conditions = new Conditions(
                rarely() ? Set.of(pick(TIERS)) : Set.of(),
                rarely() ? pick(CODES) : null,
                rarely() ? (Integer) (1 + random.nextInt(5)) : null,
                rarely() ? money(8_000) : null,
                selection);
        return new PricingRule(
                pick("A", "B", "C") + number,
                null,
                random.nextInt(12) != 0,
                random.nextInt(3),
                rarely() ? at.plusSeconds(random.nextInt(3) - 1) : null,
                rarely() ? at.plusSeconds(random.nextInt(3) - 1) : null,
                target,
                conditions,
                List.of(new ScopedDiscount(discount(target))),
                random.nextInt(4) == 0 ? Stacking.EXCLUSIVE : Stacking.STACKABLE,
                rarely() ? pick("g", "h") : null,
                rarely() ? money(1_500) : null,
                ruleCurrency);
    }

    private Discount discount(Target target) {
        Per per = target == Target.ORDER ? Per.ORDER : pick(Per.values());
        return switch (random.nextInt(3)) {
            case 0 -> new PercentOff(new Percent(1 + random.nextInt(random.nextBoolean() ? 1_000_000 : 200_000)));
            case 1 -> new AmountOff(money(1_500), per);
            default -> new FixedPrice(money(per == Per.UNIT ? 3_000 : 10_000), per);
        };
    }

    private boolean rarely() {
        return random.nextInt(4) == 0;
    }

    private Money money(int most) {
        return new Money(1 + random.nextInt(most), ruleCurrency);
    }

    @SafeVarargs
    private <T> T pick(T... values) {
        return values[random.nextInt(values.length)];
    }
}
