package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Limits;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.pricing.rule.Outcome;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The order in which rules are evaluated, what they look at, and how their amounts are shared and rounded. */
@Tag("quick")
class PriceEngineTest {
    private static final String TEN_PERCENT = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void without_rules_a_cart_costs_what_its_items_cost() {
        Priced priced = cart().item(2, 1000).item(1, 55).price().discounts(0, 0);
        assertThat(priced.quote().total()).isEqualTo(usd(2055));
        assertThat(priced.quote().bookToken()).isEqualTo(7);
        assertThat(priced.quote().policy()).isEqualTo("holdfast");
    }

    @Test
    void rules_are_evaluated_by_priority_each_on_the_prices_left_by_those_before() {
        Priced priced = cart().item(1, 10_000)
                .rule("B", "'priority': 2, " + TEN_PERCENT)
                .rule("A", "'priority': 1, 'discount': {'type': 'amount_off', 'amount': '20.00'}")
                .price()
                .discounts(2_800);
        assertThat(priced.quote().items().get(0).explanation())
                .extracting(RuleOutcome::rule)
                .containsExactly("A", "B");
        assertThat(priced.onItem(1, "B").base()).isEqualTo(usd(8_000));
        assertThat(priced.onItem(1, "B").runningTotal()).isEqualTo(usd(7_200));
    }

    @Test
    void rules_of_one_priority_are_evaluated_by_code() {
        Priced priced = cart().item(1, 10_000)
                .rule("Z", "'discount': {'type': 'amount_off', 'amount': '20.00'}")
                .rule("A", TEN_PERCENT)
                .price();
        assertThat(priced.onItem(1, "Z").base()).isEqualTo(usd(9_000));
    }

    @Test
    void item_rules_come_before_order_rules_whatever_their_priority() {
        Priced priced = cart().item(1, 10_000)
                .rule("ORDER", "'priority': 1, 'target': 'order', " + TEN_PERCENT)
                .rule("ITEM", "'priority': 9, " + TEN_PERCENT)
                .price()
                .discounts(1_900);
        assertThat(priced.onOrder("ORDER").base()).isEqualTo(usd(9_000));
        assertThat(priced.onOrder("ORDER").amount()).isEqualTo(usd(900));
        assertThat(priced.onItem(1, "ORDER").amount()).isEqualTo(usd(900));
    }

    @Test
    void an_item_rule_discounts_the_selected_items() {
        cart().item(1, 1_000)
                .item(1, 1_000)
                .item(1, 1_000)
                .rule("R", "'conditions': {'products': [10], 'variants': [31]}, " + TEN_PERCENT)
                .price()
                .discounts(100, 0, 100);
    }

    @Test
    void a_category_includes_those_below_it_but_none_with_the_same_prefix() {
        cart().item(1, 1_000, "apparel")
                .item(1, 1_000, "apparel/men/shirts")
                .item(1, 1_000, "apparelled/men")
                .item(1, 1_000)
                .rule("R", "'conditions': {'categories': ['apparel']}, " + TEN_PERCENT)
                .price()
                .discounts(100, 100, 0, 0);
    }

    @Test
    void the_selection_is_the_base_of_an_order_rule() {
        Priced priced = cart().item(1, 1_000, "a")
                .item(1, 2_000, "b")
                .item(1, 3_000, "a")
                .rule("R", "'target': 'order', 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .price()
                .discounts(100, 0, 300);
        assertThat(priced.onOrder("R").base()).isEqualTo(usd(4_000));
        assertThat(priced.onOrder("R").runningTotal()).isEqualTo(usd(5_600));
    }

    @Test
    void an_amount_for_the_order_is_shared_by_largest_remainder_with_ties_by_item() {
        cart().item(1, 1_000)
                .item(1, 1_000)
                .item(1, 1_000)
                .rule("R", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .price()
                .discounts(334, 333, 333);
        cart().item(1, 4_300)
                .item(1, 1_400)
                .item(1, 2_300)
                .rule("R", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '3.00'}")
                .price()
                .discounts(161, 53, 86);
    }

    @Test
    void an_amount_is_per_unit_per_item_or_for_all_items_together() {
        String rule = "'discount': {'type': 'amount_off', 'amount': '3.00', 'per': '%s'}";
        cart().item(2, 1_000)
                .item(1, 1_000)
                .rule("R", rule.formatted("unit"))
                .price()
                .discounts(600, 300);
        cart().item(2, 1_000)
                .item(1, 1_000)
                .rule("R", rule.formatted("line"))
                .price()
                .discounts(300, 300);
        cart().item(2, 1_000)
                .item(1, 1_000)
                .rule("R", rule.formatted("order"))
                .price()
                .discounts(200, 100);
    }

    @Test
    void no_price_goes_below_zero() {
        Priced priced = cart().item(1, 500)
                .rule("A", "'discount': {'type': 'amount_off', 'amount': '8.00'}")
                .rule("B", TEN_PERCENT)
                .rule("C", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '1.00'}")
                .price()
                .discounts(500);
        assertThat(priced.onItem(1, "A").outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(priced.onItem(1, "A").reason()).isEqualTo("nothing_left");
        assertThat(priced.onItem(1, "A").exact()).isEqualByComparingTo("8.00");
        assertThat(priced.onItem(1, "B").outcome()).isEqualTo(Outcome.NO_EFFECT);
        assertThat(priced.onOrder("C").reason()).isEqualTo("nothing_left");
    }

    @Test
    void a_fixed_price_replaces_the_price_and_never_raises_it() {
        Priced priced = cart().item(2, 1_000)
                .item(1, 300)
                .rule("R", "'discount': {'type': 'fixed_price', 'price': '4.00'}")
                .price()
                .discounts(1_200, 0);
        assertThat(priced.onItem(2, "R").outcome()).isEqualTo(Outcome.NO_EFFECT);
        assertThat(priced.onItem(2, "R").reason()).isEqualTo("not_lower");
        cart().item(1, 1_230)
                .rule("R", "'target': 'order', 'discount': {'type': 'fixed_price', 'price': '4.20'}")
                .price()
                .discounts(810);
    }

    @Test
    void rounding_is_half_up_once_per_item() {
        Priced priced = cart().item(3, 33)
                .item(1, 5)
                .item(1, 4)
                .rule("R", TEN_PERCENT)
                .price()
                .discounts(10, 1, 0);
        assertThat(priced.onItem(1, "R").exact()).isEqualByComparingTo("0.099");
        assertThat(priced.onItem(3, "R").reason()).isEqualTo("rounds_to_zero");
    }

    @Test
    void an_order_rule_is_rounded_once_for_the_order() {
        Priced priced = cart().item(1, 3)
                .item(1, 3)
                .rule("R", "'target': 'order', " + TEN_PERCENT)
                .price()
                .discounts(1, 0);
        assertThat(priced.onOrder("R").exact()).isEqualByComparingTo("0.006");
    }

    @Test
    void max_discount_is_one_limit_for_all_items_of_a_rule() {
        Priced priced = cart().item(1, 1_000)
                .item(1, 3_000)
                .rule(
                        "R",
                        "'max_discount': '5.01', 'discount': {'type': 'percent_off', 'percent': 50, 'currency': 'USD'}")
                .price()
                .discounts(125, 376);
        assertThat(priced.onItem(1, "R").outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(priced.onItem(1, "R").reason()).isEqualTo("max_discount");
        assertThat(priced.onItem(1, "R").facts()).isEqualTo(facts("limit", usd(501), "uncapped", usd(2_000)));
    }

    @Test
    void the_largest_cart_does_not_overflow() {
        Pricer pricer = cart().rule("A", "'discount': {'type': 'percent_off', 'percent': '33.3333'}")
                .rule("B", "'target': 'order', 'discount': {'type': 'percent_off', 'percent': '0.0001'}")
                .rule("C", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': 1000000000}")
                .rule("D", "'max_discount': 1000000000, 'discount': {'type': 'fixed_price', 'price': 0}");
        for (int i = 0; i < Limits.ITEMS_PER_QUOTE; i++) {
            pricer.item(Limits.QUANTITY, Limits.AMOUNT);
        }
        assertThat(pricer.price().quote().subtotal().minor()).isEqualTo(5_000_000_000_000_000_000L);
    }

    @Test
    void items_out_of_bounds_are_refused() {
        assertThatThrownBy(() -> cart().item(0, 1).price()).hasMessageContaining("quantity 0");
        assertThatThrownBy(() -> cart().item(1, -1).price()).hasMessageContaining("price -0.01 USD");
        QuoteItem item = new QuoteItem(1, 1, 1, null, 1, usd(1));
        assertThatThrownBy(() -> PriceEngine.quote(
                        RuleBook.empty(1),
                        List.of(item, item),
                        PricingContext.anonymous(Pricer.USD),
                        PricingPolicy.DEFAULT,
                        Pricer.NOON))
                .hasMessageContaining("id 1 is duplicated");
    }
}
