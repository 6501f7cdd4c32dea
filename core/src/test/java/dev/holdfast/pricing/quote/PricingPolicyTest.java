package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.PercentBase;
import dev.holdfast.pricing.quote.PricingPolicy.Remainder;
import dev.holdfast.pricing.quote.PricingPolicy.Rounded;
import dev.holdfast.pricing.quote.PricingPolicy.Threshold;
import dev.holdfast.pricing.rule.Outcome;
import java.math.RoundingMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class PricingPolicyTest {
    private static final PricingPolicy POLICY = PricingPolicy.DEFAULT;

    @Test
    void a_policy_is_recreated_from_its_name() {
        for (String name : new String[] {"holdfast", "best_for_customer", "saleor", "shopify", "sylius"}) {
            assertThat(PricingPolicy.named(name).name()).isEqualTo(name);
        }
        assertThat(PricingPolicy.named("shopify;rounding=half_even").name())
                .isEqualTo("holdfast;percent_base=stage;rounding=half_even");
    }

    @Test
    void an_unknown_policy_is_refused_by_name() {
        assertThatThrownBy(() -> PricingPolicy.named("magento")).hasMessageContaining("magento is not one of holdfast");
        assertThatThrownBy(() -> PricingPolicy.named("holdfast;colour=red")).hasMessageContaining("colour");
        assertThatThrownBy(() -> PricingPolicy.named("holdfast;rounding=up")).hasMessageContaining("UP");
        assertThatThrownBy(() -> PricingPolicy.named("holdfast;rounding=sideways"))
                .hasMessageContaining("sideways");
    }

    @Test
    void percentages_are_of_the_current_price_the_stage_or_the_original() {
        assertThat(discount(POLICY)).isEqualTo(1_000 + 900 + 810);
        assertThat(discount(POLICY.with(PercentBase.STAGE))).isEqualTo(1_000 + 1_000 + 800);
        assertThat(discount(POLICY.with(PercentBase.ORIGINAL))).isEqualTo(1_000 + 1_000 + 1_000);
    }

    /** A third of the stage's one cent rounds to zero, and yet the unit's whole cent is taken off. */
    @Test
    void a_rule_that_takes_something_off_has_applied_even_if_its_base_rounds_to_zero() {
        Quote quote = cart().item(3, 1)
                .rule("A", "'discount': {'type': 'percent_off', 'percent': 100, 'max_units': 2}")
                .rule(
                        "B",
                        "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '0.01', 'max_units': 1, 'max_units_first': 'dearest'}")
                .policy(POLICY.with(PercentBase.STAGE))
                .price()
                .quote();
        assertThat(quote.total().minor()).isZero();
        assertThat(quote.explanation()).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(step.amount()).isEqualTo(Pricer.usd(1));
        });
    }

    private static long discount(PricingPolicy policy) {
        String ten = "'discount': {'type': 'percent_off', 'percent': 10}";
        return cart().item(1, 10_000)
                .rule("A", ten)
                .rule("B", ten)
                .rule("C", "'target': 'order', " + ten)
                .policy(policy)
                .price()
                .quote()
                .discountTotal()
                .minor();
    }

    @Test
    void minimums_are_compared_with_the_original_or_the_current_amount() {
        String half = "'priority': 1, 'discount': {'type': 'percent_off', 'percent': 50}";
        String then = "'conditions': {'min_subtotal': '10.00'}, 'discount': {'type': 'amount_off', 'amount': '1.00'}";
        Pricer item = cart().item(1, 1_000).rule("A", half).rule("B", then);
        item.policy(POLICY.with(Threshold.ORIGINAL)).price().discounts(600);
        item.policy(POLICY.with(Threshold.RUNNING)).price().discounts(500);
        Pricer order = cart().item(1, 1_000).rule("A", half).rule("B", "'target': 'order', " + then);
        order.policy(POLICY.with(Threshold.ORIGINAL)).price().discounts(600);
        order.policy(POLICY.with(Threshold.RUNNING)).price().discounts(500);
    }

    @Test
    void a_half_is_rounded_up_down_or_to_the_even_neighbour() {
        assertThat(tenPercentOf(25, POLICY)).isEqualTo(3);
        assertThat(tenPercentOf(25, POLICY.withRounding(RoundingMode.HALF_DOWN)))
                .isEqualTo(2);
        assertThat(tenPercentOf(25, POLICY.withRounding(RoundingMode.HALF_EVEN)))
                .isEqualTo(2);
        assertThat(tenPercentOf(35, POLICY.withRounding(RoundingMode.HALF_EVEN)))
                .isEqualTo(4);
    }

    @Test
    void rounding_the_price_rounds_the_discount_the_other_way() {
        assertThat(tenPercentOf(25, POLICY.with(Rounded.PRICE))).isEqualTo(2);
        assertThat(tenPercentOf(25, POLICY.with(Rounded.PRICE).withRounding(RoundingMode.HALF_DOWN)))
                .isEqualTo(3);
        assertThat(tenPercentOf(26, POLICY.with(Rounded.PRICE))).isEqualTo(3);
    }

    private static long tenPercentOf(long price, PricingPolicy policy) {
        return cart().item(1, price)
                .rule("R", "'discount': {'type': 'percent_off', 'percent': 10}")
                .policy(policy)
                .price()
                .quote()
                .discountTotal()
                .minor();
    }

    @Test
    void rounding_is_per_unit_per_item_or_once_for_the_cart() {
        String ten = "'discount': {'type': 'percent_off', 'percent': 10}";
        Pricer pricer = cart().item(3, 15).item(1, 14).rule("R", ten);
        pricer.policy(POLICY.with(Level.UNIT)).price().discounts(6, 1);
        pricer.policy(POLICY.with(Level.LINE)).price().discounts(5, 1);
        pricer.policy(POLICY.with(Level.CART)).price().discounts(5, 1);
        cart().item(1, 14)
                .item(1, 14)
                .rule("R", ten)
                .policy(POLICY.with(Level.CART))
                .price()
                .discounts(2, 1);
    }

    @Test
    void the_remainder_goes_to_the_largest_fraction_the_first_or_the_last() {
        String three = "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '3.00'}";
        Pricer pricer = cart().item(1, 4_300).item(1, 1_400).item(1, 2_300).rule("R", three);
        pricer.policy(POLICY).price().discounts(161, 53, 86);
        pricer.policy(POLICY.withShares(RoundingMode.DOWN, Remainder.FIRST))
                .price()
                .discounts(162, 52, 86);
        pricer.policy(POLICY.withShares(RoundingMode.DOWN, Remainder.LAST))
                .price()
                .discounts(161, 52, 87);
        pricer.policy(POLICY.withShares(RoundingMode.HALF_UP, Remainder.LAST))
                .price()
                .discounts(161, 53, 86);
    }

    @Test
    void shares_that_were_rounded_up_too_often_are_lowered_again() {
        String two = "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '0.02'}";
        Pricer pricer =
                cart().item(1, 100).item(1, 100).item(1, 100).item(1, 100).rule("R", two);
        pricer.policy(POLICY.withShares(RoundingMode.HALF_UP, Remainder.FIRST))
                .price()
                .discounts(0, 0, 1, 1);
        pricer.policy(POLICY.withShares(RoundingMode.HALF_UP, Remainder.LAST))
                .price()
                .discounts(1, 1, 0, 0);
    }

    @Test
    void exclusive_rules_come_by_priority_or_ahead_of_all() {
        Pricer pricer = cart().item(1, 1_000)
                .rule("A", "'priority': 1, 'discount': {'type': 'percent_off', 'percent': 10}")
                .rule(
                        "X",
                        "'priority': 2, 'stacking': 'exclusive', 'discount': {'type': 'percent_off', 'percent': 20}");
        pricer.policy(POLICY).price().discounts(100);
        pricer.policy(POLICY.with(PricingPolicy.Exclusives.AHEAD)).price().discounts(200);
    }

    @Test
    void the_best_for_the_customer_leaves_out_rules_that_prevent_better_ones() {
        Pricer pricer = cart().item(1, 1_000)
                .rule("A", "'priority': 1, 'discount': {'type': 'percent_off', 'percent': 10}")
                .rule(
                        "X",
                        "'priority': 2, 'stacking': 'exclusive', 'discount': {'type': 'percent_off', 'percent': 20}");
        Pricer.Priced best =
                pricer.policy(PricingPolicy.BEST_FOR_CUSTOMER).price().discounts(200);
        assertThat(best.onItem(1, "A").outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(best.onItem(1, "A").reason()).isEqualTo("better_without");
        assertThat(best.quote().searchedAll()).isTrue();
    }
}
