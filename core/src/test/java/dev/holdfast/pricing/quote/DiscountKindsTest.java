package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.ReasonText;
import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.pricing.rule.Outcome;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class DiscountKindsTest {
    @Test
    void quantity_breaks_give_all_units_what_their_number_earns() {
        String rule = "'discount': {'type': 'quantity_breaks', 'breaks': [{'from': 10, 'percent': 20},"
                + " {'from': 5, 'amount': '1.00'}]}";
        Priced priced = cart().item(4, 1_000)
                .item(5, 1_000)
                .item(10, 1_000)
                .rule("R", rule)
                .price()
                .discounts(0, 500, 2_000);
        assertThat(priced.onItem(1, "R").reason()).isEqualTo("too_few_units");
        assertThat(priced.onItem(1, "R").facts()).isEqualTo(facts("required", 5L, "present", 4L, "missing", 1L));
    }

    @Test
    void graduated_quantity_breaks_give_each_unit_what_its_position_earns() {
        String rule = "'discount': {'type': 'quantity_breaks', 'graduated': true, 'per': '%s',"
                + " 'breaks': [{'from': 3, 'percent': 10}, {'from': 5, 'percent': 50}]}";
        cart().item(6, 1_000).rule("R", rule.formatted("line")).price().discounts(200 + 1_000);
        // The most expensive first: units 1 to 3 are those of the second item, the cheap ones are units 4 to 6.
        cart().item(3, 100)
                .item(3, 1_000)
                .rule("R", rule.formatted("order"))
                .price()
                .discounts(10 + 100, 100);
    }

    @Test
    void spend_breaks_take_what_the_amount_earns_from_the_whole_or_from_each_step() {
        String breaks = "'breaks': [{'from': '50.00', 'percent': 10}, {'from': '100.00', 'percent': 20}]";
        String whole = "'target': 'order', 'discount': {'type': 'spend_breaks', " + breaks + "}";
        String steps = "'target': 'order', 'discount': {'type': 'spend_breaks', 'graduated': true, " + breaks + "}";
        cart().item(1, 12_000).rule("R", whole).price().discounts(2_400);
        cart().item(1, 12_000).rule("R", steps).price().discounts(500 + 400);
        Priced missed = cart().item(1, 4_990).rule("R", whole).price().discounts(0);
        assertThat(missed.onOrder("R").reason()).isEqualTo("too_little_spent");
        assertThat(missed.onOrder("R").facts())
                .isEqualTo(facts("required", usd(5_000), "present", usd(4_990), "missing", usd(10)));
    }

    @Test
    void a_spend_break_can_be_an_amount() {
        cart().item(1, 6_000)
                .item(1, 6_000)
                .rule(
                        "R",
                        "'discount': {'type': 'spend_breaks', 'per': 'order', 'breaks':"
                                + " [{'from': '100.00', 'amount': '15.01'}]}")
                .price()
                .discounts(751, 750);
    }

    @Test
    void complete_groups_cost_their_price_and_remaining_units_keep_theirs() {
        String rule = "'discount': {'type': 'unit_groups', 'size': 3, 'price': '10.00', 'per': '%s'%s}";
        cart().item(7, 400).rule("R", rule.formatted("line", "")).price().discounts(2 * 200);
        cart().item(2, 400)
                .item(2, 500)
                .rule("R", rule.formatted("line", ""))
                .price()
                .discounts(0, 0);
        cart().item(2, 400)
                .item(2, 500)
                .rule("R", rule.formatted("order", ", 'first': 'dearest'"))
                .price()
                .discounts(400 - 286 + 0, 1_000 - 714);
    }

    @Test
    void buying_x_rewards_y_and_the_cheapest_come_first() {
        String rule = "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 2}, 'get': {'quantity': 1,"
                + " 'percent': 100%s}}";
        Pricer three = cart().item(1, 1_000).item(1, 3_000).item(1, 2_000);
        three.rule("R", rule.formatted("")).price().discounts(1_000, 0, 0);
        cart().item(1, 1_000)
                .item(1, 3_000)
                .item(1, 2_000)
                .rule("R", rule.formatted(", 'first': 'dearest'"))
                .price()
                .discounts(0, 3_000, 0);
        cart().item(7, 1_000).rule("R", rule.formatted("")).price().discounts(2_000);
    }

    @Test
    void bought_and_rewarded_items_may_differ() {
        String rule = "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 1, 'categories': ['shoes']},"
                + " 'get': {'quantity': 2, 'categories': ['socks'], 'price': '1.00'}, 'max_sets': 2}";
        Priced priced = cart().item(3, 5_000, "shoes")
                .item(9, 400, "socks")
                .rule("R", rule)
                .price()
                .discounts(0, 4 * 300);
        assertThat(priced.onItem(1, "R").reason()).isEqualTo("bought_in_set");
        Priced missed = cart().item(1, 5_000, "shoes")
                .item(1, 400, "socks")
                .rule("R", rule)
                .price();
        assertThat(missed.onItem(2, "R").reason()).isEqualTo("incomplete_set");
        assertThat(missed.onItem(2, "R").facts())
                .isEqualTo(facts(
                        "buy_required", 1L, "buy_present", 1L, "get_required", 2L, "get_present", 1L, "missing", 1L));
        assertThat(ReasonText.of(missed.onItem(2, "R"))).isEqualTo("the set is incomplete: 1 more unit needed");
    }

    @Test
    void units_that_fit_both_are_used_where_they_are_needed() {
        // Two shoes must be bought; the one shoe that is cheaper than the sock cannot be rewarded as well.
        cart().item(2, 300, "shoes")
                .item(1, 400, "socks")
                .rule(
                        "R",
                        "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 2, 'categories': ['shoes']},"
                                + " 'get': {'quantity': 1, 'percent': 100}}")
                .price()
                .discounts(0, 400);
    }

    @Test
    void a_unit_is_used_once_by_all_rules_that_sell_sets() {
        String rule = "'priority': %d, 'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 1},"
                + " 'get': {'quantity': 1, 'percent': 100}, 'max_sets': 1}";
        cart().item(3, 1_000)
                .rule("A", rule.formatted(1))
                .rule("B", rule.formatted(2))
                .price()
                .discounts(1_000);
        cart().item(4, 1_000)
                .rule("A", rule.formatted(1))
                .rule("B", rule.formatted(2))
                .price()
                .discounts(2_000);
    }

    @Test
    void a_later_rule_sees_the_current_price_of_each_unit() {
        Priced priced = cart().item(4, 1_000)
                .rule(
                        "A",
                        "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 2}, 'get': {'quantity': 1,"
                                + " 'percent': 100}}")
                .rule("B", "'discount': {'type': 'percent_off', 'percent': 50, 'max_units': 3}")
                .price()
                .discounts(1_000 + 1_500);
        assertThat(priced.onItem(1, "B").base()).isEqualTo(usd(3_000));
    }

    @Test
    void each_bundle_costs_its_price() {
        String rule = "'discount': {'type': 'bundle_price', 'price': '12.00', 'first': 'dearest', 'components':"
                + " [{'categories': ['burger']}, {'categories': ['drink']}, {'categories': ['side'], 'quantity': 2}]}";
        Priced priced = cart().item(2, 900, "burger")
                .item(3, 300, "drink")
                .item(5, 200, "side")
                .rule("R", rule)
                .price();
        assertThat(priced.quote().discountTotal()).isEqualTo(usd(2 * (900 + 300 + 400 - 1_200)));
        Priced missed = cart().item(2, 900, "burger").rule("R", rule).price().discounts(0);
        assertThat(missed.onItem(1, "R").facts())
                .isEqualTo(facts(
                        "required",
                        List.of(1L, 1L, 2L),
                        "present",
                        List.of(2L, 0L, 0L),
                        "missing",
                        3L,
                        "price",
                        usd(1_200)));
    }

    @Test
    void a_bundle_that_would_cost_more_than_its_items_is_not_made() {
        cart().item(1, 900, "a")
                .item(1, 100, "b")
                .rule(
                        "R",
                        "'discount': {'type': 'bundle_price', 'price': '12.00', 'components':"
                                + " [{'categories': ['a']}, {'categories': ['b']}]}")
                .price()
                .discounts(0, 0);
    }

    @Test
    void a_gift_is_offered_and_costs_nothing_once_it_is_held() {
        String rule = "'discount': {'type': 'gift', 'variant': 21, 'buy': {'products': [10], 'quantity': 2}}";
        Priced offered = cart().item(5, 1_000).rule("G", rule).price().discounts(0);
        assertThat(offered.quote().gifts()).containsExactly(new GiftOffer("G", 21, 2));
        assertThat(offered.onOrder("G").reason()).isEqualTo("gift_not_held");
        Priced held = cart().item(5, 1_000)
                .gift(2, 700, "G")
                .rule("G", rule)
                .rule("P", "'discount': {'type': 'percent_off', 'percent': 50}")
                .price()
                .discounts(2_500, 1_400);
        assertThat(held.onItem(1, "G").reason()).isEqualTo("earns_gift");
        assertThat(held.quote().items().get(1).explanation())
                .extracting(RuleOutcome::rule)
                .containsExactly("G");
    }

    @Test
    void a_gift_that_is_no_longer_earned_is_not_offered_and_is_charged() {
        Priced priced = cart().item(1, 1_000)
                .gift(1, 700, "G")
                .rule("G", "'discount': {'type': 'gift', 'variant': 21, 'buy': {'quantity': 2}}")
                .price()
                .discounts(0, 0);
        assertThat(priced.quote().gifts()).isEmpty();
    }

    @Test
    void a_limit_on_units_discounts_the_cheapest_or_most_expensive_of_an_item_or_the_order() {
        String rule = "'discount': {'type': 'percent_off', 'percent': 100, 'max_units': 2, 'max_units_per': '%s',"
                + " 'max_units_first': '%s'}";
        cart().item(3, 100)
                .item(1, 500)
                .rule("R", rule.formatted("line", "cheapest"))
                .price()
                .discounts(200, 500);
        cart().item(3, 100)
                .item(1, 500)
                .rule("R", rule.formatted("order", "cheapest"))
                .price()
                .discounts(200, 0);
        cart().item(3, 100)
                .item(1, 500)
                .rule("R", rule.formatted("order", "dearest"))
                .price()
                .discounts(100, 500);
    }

    @Test
    void items_of_one_price_contribute_units_in_proportion_to_their_quantities() {
        cart().item(6, 100)
                .item(3, 100)
                .rule(
                        "R",
                        "'discount': {'type': 'percent_off', 'percent': 100, 'max_units': 3, 'max_units_per': 'order'}")
                .price()
                .discounts(200, 100);
    }

    @Test
    void no_rule_goes_below_the_minimum_price_of_a_variant() {
        Priced priced = cart().floored(2, 1_000, 900)
                .rule("R", "'discount': {'type': 'percent_off', 'percent': 50}")
                .price()
                .discounts(200);
        assertThat(priced.onItem(1, "R").outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(priced.onItem(1, "R").reason()).isEqualTo("min_price");
        Priced none = cart().floored(1, 1_000, 2_000)
                .rule("R", "'discount': {'type': 'percent_off', 'percent': 50}")
                .price()
                .discounts(0);
        assertThat(none.onItem(1, "R").outcome()).isEqualTo(Outcome.NO_EFFECT);
    }

    @Test
    void several_discounts_of_a_rule_share_its_limit_and_never_exceed_the_price() {
        String both = "'discounts': [{'type': 'percent_off', 'percent': 80}, {'type': 'percent_off', 'percent': 60}]";
        cart().item(1, 1_000).rule("R", both).price().discounts(1_000);
        cart().item(1, 1_000)
                .item(1, 1_000)
                .rule("R", "'max_discount': '5.01', " + both)
                .price()
                .discounts(251, 250);
    }

    @Test
    void charges_are_discounted_after_the_items_and_do_not_count_for_their_minimums() {
        String free = "'target': 'charge', 'conditions': {'charges': ['shipping'], 'min_subtotal': '50.00'},"
                + " 'discount': {'type': 'percent_off', 'percent': 100}";
        Priced priced = cart().item(1, 5_000)
                .charge("shipping", 700)
                .charge("gift-wrap", 300)
                .rule("S", free)
                .price()
                .charges(300, 0);
        assertThat(priced.quote().total()).isEqualTo(usd(5_300));
        assertThat(priced.quote().chargeTotal()).isEqualTo(usd(1_000));
        Priced missed = cart().item(1, 4_400)
                .charge("shipping", 700)
                .rule("S", free)
                .price()
                .charges(700);
        assertThat(missed.quote().charges().get(0).explanation().get(0).facts())
                .isEqualTo(facts("required", usd(5_000), "present", usd(4_400), "missing", usd(600)));
        cart().item(1, 5_000)
                .charge("shipping", 700)
                .rule("O", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '60.00'}")
                .price()
                .discounts(5_000)
                .charges(700);
    }
}
