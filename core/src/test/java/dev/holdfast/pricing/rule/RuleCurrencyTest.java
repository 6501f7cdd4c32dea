package dev.holdfast.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever a rule has an amount, it is in the currency of the rule. */
@Tag("quick")
class RuleCurrencyTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Money FRANCS = Money.of("5.00", "CHF");
    private static final Money DOLLARS = Money.of("5.00", "USD");
    private static final Selection CHEAP = new Selection(Set.of(), Set.of(), Set.of(), null, null, FRANCS);
    private static final Selection DEAR = new Selection(Set.of(), Set.of(), Set.of(), null, FRANCS, null);
    private static final Selection NOT_CHEAP = new Selection(Set.of(), Set.of(), Set.of(), CHEAP, null, null);
    private static final Percent TEN = Percent.of(BigDecimal.TEN);
    private static final Reward FREE = new Reward(Percent.ALL, null, null);

    static Stream<Discount> discountsInFrancs() {
        return Stream.of(
                new AmountOff(FRANCS, Per.UNIT),
                new AmountOff(DOLLARS, Per.UNIT, FRANCS),
                new FixedPrice(FRANCS, Per.LINE),
                new QuantityBreaks(
                        List.of(new QuantityBreaks.Break(2, new Reward(null, FRANCS, null))), Per.LINE, false),
                new QuantityBreaks(
                        List.of(
                                new QuantityBreaks.Break(2, FREE),
                                new QuantityBreaks.Break(3, new Reward(null, null, FRANCS))),
                        Per.LINE,
                        false),
                new SpendBreaks(List.of(new SpendBreaks.Break(FRANCS, TEN, null)), Per.LINE, false),
                new SpendBreaks(List.of(new SpendBreaks.Break(DOLLARS, null, FRANCS)), Per.LINE, true),
                new UnitGroups(3, new Reward(null, null, FRANCS), Per.LINE, UnitOrder.CHEAPEST),
                new BuyXGetY(DEAR, 1, Selection.ALL, 1, FREE, UnitOrder.CHEAPEST, 9),
                new BuyXGetY(Selection.ALL, 1, CHEAP, 1, FREE, UnitOrder.CHEAPEST, 9),
                new BuyXGetY(Selection.ALL, 1, Selection.ALL, 1, new Reward(null, FRANCS, null), UnitOrder.CHEAPEST, 9),
                new BundlePrice(List.of(new BundlePrice.Component(Selection.ALL, 2)), FRANCS, UnitOrder.CHEAPEST, 9),
                new BundlePrice(
                        List.of(new BundlePrice.Component(Selection.ALL, 2), new BundlePrice.Component(NOT_CHEAP, 1)),
                        DOLLARS,
                        UnitOrder.CHEAPEST,
                        9),
                new Gift(12, 1, DEAR, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("discountsInFrancs")
    void a_discount_in_another_currency_is_refused(Discount discount) {
        assertRefused(new ScopedDiscount(discount), Conditions.NONE, null);
    }

    static Stream<Conditions> conditionsInFrancs() {
        return Stream.of(
                new Conditions(Set.of(), null, null, FRANCS, Selection.ALL),
                new Conditions(Set.of(), null, null, null, CHEAP),
                new Conditions(Set.of(), null, null, DOLLARS, NOT_CHEAP),
                containing(new Conditions.Contained(DEAR, 1, null)),
                containing(new Conditions.Contained(Selection.ALL, 1, FRANCS)));
    }

    @ParameterizedTest
    @MethodSource("conditionsInFrancs")
    void a_condition_in_another_currency_is_refused(Conditions conditions) {
        assertRefused(new ScopedDiscount(new PercentOff(TEN)), conditions, null);
    }

    @Test
    void a_limit_or_the_scope_of_a_discount_in_another_currency_is_refused() {
        assertRefused(new ScopedDiscount(new PercentOff(TEN)), Conditions.NONE, FRANCS);
        assertRefused(new ScopedDiscount(new PercentOff(TEN), NOT_CHEAP, null), Conditions.NONE, null);
    }

    @Test
    void a_rule_in_its_own_currency_or_without_amounts_is_accepted() {
        assertThat(rule(new ScopedDiscount(new AmountOff(DOLLARS, Per.UNIT)), Conditions.NONE, DOLLARS, USD)
                        .currency())
                .isEqualTo(USD);
        assertThat(rule(new ScopedDiscount(new PercentOff(TEN)), Conditions.NONE, null, null)
                        .currency())
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> rule(new ScopedDiscount(new AmountOff(DOLLARS, Per.UNIT)), Conditions.NONE, null, null));
    }

    private static Conditions containing(Conditions.Contained contained) {
        Conditions none = Conditions.NONE;
        return new Conditions(
                none.userTiers(),
                none.userIds(),
                none.nthOrder(),
                none.promoCode(),
                none.storedCodes(),
                none.currencies(),
                none.attributes(),
                none.schedule(),
                none.minQuantity(),
                none.minSubtotal(),
                none.selection(),
                none.charges(),
                List.of(contained),
                none.notDiscounted());
    }

    private static void assertRefused(ScopedDiscount discount, Conditions conditions, @Nullable Money limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rule(discount, conditions, limit, USD))
                .withMessageContaining("CHF")
                .withMessageContaining("USD");
    }

    private static PricingRule rule(
            ScopedDiscount discount, Conditions conditions, @Nullable Money limit, @Nullable Currency currency) {
        return new PricingRule(
                "R",
                null,
                true,
                100,
                null,
                null,
                Target.ITEM,
                conditions,
                List.of(discount),
                Stacking.STACKABLE,
                null,
                limit,
                currency);
    }
}
