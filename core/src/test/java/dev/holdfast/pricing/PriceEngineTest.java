package dev.holdfast.pricing;

import static dev.holdfast.pricing.Pricer.cart;
import static dev.holdfast.pricing.Pricer.facts;
import static dev.holdfast.pricing.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Money;
import dev.holdfast.pricing.Pricer.Priced;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PriceEngineTest {
    private static final String TEN_PERCENT = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void without_rules_a_cart_costs_what_its_lines_cost() {
        Priced priced = cart().line(2, 1000).line(1, 55).price().discounts(0, 0);
        assertThat(priced.quote().total()).isEqualTo(usd(2055));
        assertThat(priced.quote().bookToken()).isEqualTo(7);
        assertThat(priced.quote().policy()).isEqualTo("holdfast");
    }

    @Test
    void rules_are_evaluated_by_priority_and_each_sees_what_those_before_it_left() {
        Priced priced = cart().line(1, 10_000)
                .rule("B", "'priority': 2, " + TEN_PERCENT)
                .rule("A", "'priority': 1, 'discount': {'type': 'amount_off', 'amount': '20.00'}")
                .price()
                .discounts(2_800);
        assertThat(priced.quote().lines().get(0).explanation())
                .extracting(RuleOutcome::rule)
                .containsExactly("A", "B");
        assertThat(priced.onLine(1, "B").base()).isEqualTo(usd(8_000));
        assertThat(priced.onLine(1, "B").runningTotal()).isEqualTo(usd(7_200));
    }

    @Test
    void rules_of_one_priority_are_evaluated_by_code() {
        Priced priced = cart().line(1, 10_000)
                .rule("Z", "'discount': {'type': 'amount_off', 'amount': '20.00'}")
                .rule("A", TEN_PERCENT)
                .price();
        assertThat(priced.onLine(1, "Z").base()).isEqualTo(usd(9_000));
    }

    @Test
    void item_rules_come_before_order_rules_whatever_their_priority() {
        Priced priced = cart().line(1, 10_000)
                .rule("ORDER", "'priority': 1, 'target': 'order', " + TEN_PERCENT)
                .rule("ITEM", "'priority': 9, " + TEN_PERCENT)
                .price()
                .discounts(1_900);
        assertThat(priced.onOrder("ORDER").base()).isEqualTo(usd(9_000));
        assertThat(priced.onOrder("ORDER").amount()).isEqualTo(usd(900));
        assertThat(priced.onLine(1, "ORDER").amount()).isEqualTo(usd(900));
    }

    @Test
    void the_selection_says_which_lines_an_item_rule_discounts() {
        cart().line(1, 1_000)
                .line(1, 1_000)
                .line(1, 1_000)
                .rule("R", "'conditions': {'products': [10], 'variants': [31]}, " + TEN_PERCENT)
                .price()
                .discounts(100, 0, 100);
    }

    @Test
    void a_category_stands_for_itself_and_all_below_it_and_for_no_namesake() {
        cart().line(1, 1_000, "apparel")
                .line(1, 1_000, "apparel/men/shirts")
                .line(1, 1_000, "apparelled/men")
                .line(1, 1_000)
                .rule("R", "'conditions': {'categories': ['apparel']}, " + TEN_PERCENT)
                .price()
                .discounts(100, 100, 0, 0);
    }

    @Test
    void the_selection_is_the_base_of_an_order_rule() {
        Priced priced = cart().line(1, 1_000, "a")
                .line(1, 2_000, "b")
                .line(1, 3_000, "a")
                .rule("R", "'target': 'order', 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .price()
                .discounts(100, 0, 300);
        assertThat(priced.onOrder("R").base()).isEqualTo(usd(4_000));
        assertThat(priced.onOrder("R").runningTotal()).isEqualTo(usd(5_600));
    }

    @Test
    void min_quantity_is_the_lines_for_an_item_rule() {
        Priced priced = cart().line(2, 1_000)
                .line(3, 1_000)
                .rule("R", "'conditions': {'min_quantity': 3}, " + TEN_PERCENT)
                .price()
                .discounts(0, 300);
        RuleOutcome missed = priced.onLine(1, "R");
        assertThat(missed.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(missed.reason()).isEqualTo("min_quantity");
        assertThat(missed.facts()).isEqualTo(facts("required", 3L, "present", 2L, "missing", 1L));
    }

    @Test
    void min_quantity_is_that_of_all_selected_units_for_an_order_rule() {
        String rule = "'target': 'order', 'conditions': {'min_quantity': 5, 'categories': ['a']}, " + TEN_PERCENT;
        cart().line(2, 1_000, "a").line(3, 1_000, "a").rule("R", rule).price().discounts(200, 300);
        Priced missed =
                cart().line(2, 1_000, "a").line(3, 1_000, "b").rule("R", rule).price();
        assertThat(missed.onOrder("R").facts()).isEqualTo(facts("required", 5L, "present", 2L, "missing", 3L));
    }

    @Test
    void min_subtotal_is_the_original_one_of_the_selection_for_an_item_rule() {
        cart().line(1, 6_000, "a")
                .line(1, 4_000, "a")
                .line(1, 9_000, "b")
                .rule("FIRST", "'priority': 1, 'discount': {'type': 'percent_off', 'percent': 50}")
                .rule("R", "'conditions': {'min_subtotal': '100.00', 'categories': ['a']}, " + TEN_PERCENT)
                .price()
                .discounts(3_300, 2_200, 4_500);
    }

    @Test
    void min_subtotal_is_the_running_one_for_an_order_rule_and_a_near_miss_says_what_is_missing() {
        Priced priced = cart().line(1, 6_000)
                .rule("FIRST", "'discount': {'type': 'percent_off', 'percent': 50}")
                .rule("R", "'target': 'order', 'conditions': {'min_subtotal': '42.40'}, " + TEN_PERCENT)
                .price()
                .discounts(3_000);
        RuleOutcome missed = priced.onOrder("R");
        assertThat(missed.reason()).isEqualTo("min_subtotal");
        assertThat(missed.facts())
                .isEqualTo(facts("required", usd(4_240), "present", usd(3_000), "missing", usd(1_240)));
    }

    @Test
    void an_amount_for_the_order_is_shared_by_largest_remainder_with_ties_by_line() {
        cart().line(1, 1_000)
                .line(1, 1_000)
                .line(1, 1_000)
                .rule("R", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .price()
                .discounts(334, 333, 333);
        cart().line(1, 4_300)
                .line(1, 1_400)
                .line(1, 2_300)
                .rule("R", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '3.00'}")
                .price()
                .discounts(161, 53, 86);
    }

    @Test
    void an_amount_is_per_unit_per_line_or_one_over_the_lines() {
        String rule = "'discount': {'type': 'amount_off', 'amount': '3.00', 'per': '%s'}";
        cart().line(2, 1_000)
                .line(1, 1_000)
                .rule("R", rule.formatted("unit"))
                .price()
                .discounts(600, 300);
        cart().line(2, 1_000)
                .line(1, 1_000)
                .rule("R", rule.formatted("line"))
                .price()
                .discounts(300, 300);
        cart().line(2, 1_000)
                .line(1, 1_000)
                .rule("R", rule.formatted("order"))
                .price()
                .discounts(200, 100);
    }

    @Test
    void no_price_goes_below_zero() {
        Priced priced = cart().line(1, 500)
                .rule("A", "'discount': {'type': 'amount_off', 'amount': '8.00'}")
                .rule("B", TEN_PERCENT)
                .rule("C", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '1.00'}")
                .price()
                .discounts(500);
        assertThat(priced.onLine(1, "A").outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(priced.onLine(1, "A").reason()).isEqualTo("nothing_left");
        assertThat(priced.onLine(1, "A").exact()).isEqualByComparingTo("8.00");
        assertThat(priced.onLine(1, "B").outcome()).isEqualTo(Outcome.NO_EFFECT);
        assertThat(priced.onOrder("C").reason()).isEqualTo("nothing_left");
    }

    @Test
    void a_fixed_price_replaces_the_price_and_never_raises_it() {
        Priced priced = cart().line(2, 1_000)
                .line(1, 300)
                .rule("R", "'discount': {'type': 'fixed_price', 'price': '4.00'}")
                .price()
                .discounts(1_200, 0);
        assertThat(priced.onLine(2, "R").outcome()).isEqualTo(Outcome.NO_EFFECT);
        assertThat(priced.onLine(2, "R").reason()).isEqualTo("not_lower");
        cart().line(1, 1_230)
                .rule("R", "'target': 'order', 'discount': {'type': 'fixed_price', 'price': '4.20'}")
                .price()
                .discounts(810);
    }

    @Test
    void rounding_is_half_up_once_per_line() {
        Priced priced = cart().line(3, 33)
                .line(1, 5)
                .line(1, 4)
                .rule("R", TEN_PERCENT)
                .price()
                .discounts(10, 1, 0);
        assertThat(priced.onLine(1, "R").exact()).isEqualByComparingTo("0.099");
        assertThat(priced.onLine(3, "R").reason()).isEqualTo("rounds_to_zero");
    }

    @Test
    void an_order_rule_is_rounded_once_for_the_order() {
        Priced priced = cart().line(1, 3)
                .line(1, 3)
                .rule("R", "'target': 'order', " + TEN_PERCENT)
                .price()
                .discounts(1, 0);
        assertThat(priced.onOrder("R").exact()).isEqualByComparingTo("0.006");
    }

    @Test
    void an_exclusive_rule_lets_nothing_follow_on_its_line() {
        Priced priced = cart().line(1, 1_000, "a")
                .line(1, 1_000, "b")
                .rule(
                        "X",
                        "'priority': 1, 'stacking': 'exclusive', 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .rule("R", TEN_PERCENT)
                .price()
                .discounts(100, 100);
        assertThat(priced.onLine(1, "R").outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(priced.onLine(1, "R").reason()).isEqualTo("shut_out");
        assertThat(priced.onLine(1, "R").facts()).isEqualTo(facts("by", "X"));
    }

    @Test
    void an_exclusive_rule_applies_only_where_nothing_has() {
        Priced priced = cart().line(1, 1_000, "a")
                .line(1, 1_000, "b")
                .rule("R", "'priority': 1, 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .rule("X", "'stacking': 'exclusive', 'discount': {'type': 'percent_off', 'percent': 50}")
                .price()
                .discounts(100, 500);
        assertThat(priced.onLine(1, "X").reason()).isEqualTo("not_first");
        assertThat(priced.onLine(1, "X").facts()).isEqualTo(facts("by", "R"));
    }

    @Test
    void exclusive_item_rules_and_order_rules_do_not_meet() {
        cart().line(1, 1_000)
                .rule("X", "'stacking': 'exclusive', " + TEN_PERCENT)
                .rule("Y", "'target': 'order', 'stacking': 'exclusive', " + TEN_PERCENT)
                .rule("Z", "'target': 'order', " + TEN_PERCENT)
                .price()
                .discounts(190);
    }

    @Test
    void a_rule_that_takes_nothing_off_does_not_shut_others_out() {
        cart().line(1, 1_000)
                .rule("A", "'stacking': 'exclusive', 'discount': {'type': 'fixed_price', 'price': '10.00'}")
                .rule("B", TEN_PERCENT)
                .price()
                .discounts(100);
    }

    @Test
    void of_a_group_the_one_that_takes_off_most_applies_at_the_place_of_the_first() {
        Priced priced = cart().line(1, 10_000)
                .rule("A", "'priority': 1, 'group': 'g', " + TEN_PERCENT)
                .rule("B", "'priority': 2, 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .rule("C", "'priority': 3, 'group': 'g', 'discount': {'type': 'percent_off', 'percent': 20}")
                .price()
                .discounts(3_000);
        assertThat(priced.onLine(1, "C").base()).isEqualTo(usd(10_000));
        RuleOutcome loser = priced.onLine(1, "A");
        assertThat(loser.outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(loser.facts()).isEqualTo(facts("by", "C", "amount", usd(1_000)));
        assertThat(priced.quote().lines().get(0).explanation())
                .extracting(RuleOutcome::rule)
                .containsExactly("A", "C", "B");
    }

    @Test
    void a_member_that_is_not_in_force_gives_the_group_no_place() {
        Priced priced = cart().line(1, 10_000)
                .rule("A", "'priority': 1, 'group': 'g', 'starts_at': '2027-01-01T00:00:00Z', " + TEN_PERCENT)
                .rule("B", "'priority': 2, 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .rule("C", "'priority': 3, 'group': 'g', " + TEN_PERCENT)
                .price()
                .discounts(1_900);
        assertThat(priced.onLine(1, "A").reason()).isEqualTo("not_started");
    }

    @Test
    void max_discount_is_one_limit_over_all_lines_of_a_rule() {
        Priced priced = cart().line(1, 1_000)
                .line(1, 3_000)
                .rule(
                        "R",
                        "'max_discount': '5.01', 'discount': {'type': 'percent_off', 'percent': 50, 'currency': 'USD'}")
                .price()
                .discounts(125, 376);
        assertThat(priced.onLine(1, "R").outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(priced.onLine(1, "R").reason()).isEqualTo("max_discount");
        assertThat(priced.onLine(1, "R").facts()).isEqualTo(facts("limit", usd(501), "uncapped", usd(2_000)));
    }

    @Test
    void a_rule_holds_from_its_start_until_just_before_its_end() {
        String rule = "'starts_at': '2026-11-27T00:00:00Z', 'ends_at': '2026-11-28T01:00:00+01:00', " + TEN_PERCENT;
        Pricer pricer = cart().line(1, 1_000).rule("R", rule);
        assertThat(pricer.at("2026-11-26T23:59:59.999999Z")
                        .price()
                        .onLine(1, "R")
                        .reason())
                .isEqualTo("not_started");
        pricer.at("2026-11-27T00:00:00Z").price().discounts(100);
        pricer.at("2026-11-27T23:59:59.999999Z").price().discounts(100);
        assertThat(pricer.at("2026-11-28T00:00:00Z").price().onLine(1, "R").reason())
                .isEqualTo("ended");
    }

    @Test
    void a_rule_for_tiers_applies_to_their_buyers_alone() {
        String rule = "'conditions': {'user_tiers': ['gold', 'platinum']}, " + TEN_PERCENT;
        cart().line(1, 1_000).rule("R", rule).tier("gold").price().discounts(100);
        Priced priced =
                cart().line(1, 1_000).rule("R", rule).tier("silver").price().discounts(0);
        assertThat(priced.quote().lines().get(0).explanation()).isEmpty();
        cart().line(1, 1_000).rule("R", rule).price().discounts(0);
    }

    @Test
    void promo_codes_are_compared_without_case_also_in_turkish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            String rule = "'conditions': {'promo_code': 'WINTER'}, " + TEN_PERCENT;
            cart().line(1, 1_000).rule("R", rule).codes("winter ").price().discounts(100);
        } finally {
            Locale.setDefault(before);
        }
        cart().line(1, 1_000)
                .rule("R", "'conditions': {'promo_code': 'winter'}, " + TEN_PERCENT)
                .codes("Winter", "WINTER")
                .price()
                .discounts(100);
    }

    @Test
    void a_rule_with_a_promo_code_that_was_not_given_is_not_mentioned() {
        Priced priced = cart().line(1, 1_000)
                .rule("R", "'conditions': {'promo_code': 'WINTER'}, " + TEN_PERCENT)
                .price()
                .discounts(0);
        assertThat(priced.quote().lines().get(0).explanation()).isEmpty();
        assertThat(priced.quote().explanation()).isEmpty();
    }

    @Test
    void a_promo_code_that_does_nothing_says_why() {
        Priced priced = cart().line(1, 1_000)
                .rule("DRAFT", "'active': false, 'conditions': {'promo_code': 'draft'}, " + TEN_PERCENT)
                .rule(
                        "ENDED",
                        "'ends_at': '2026-01-01T00:00:00Z', 'conditions': {'promo_code': 'late'}, " + TEN_PERCENT)
                .rule("TIER", "'conditions': {'promo_code': 'vip', 'user_tiers': ['gold']}, " + TEN_PERCENT)
                .rule("OTHER", "'conditions': {'promo_code': 'hats', 'categories': ['hats']}, " + TEN_PERCENT)
                .codes("draft", "Late", "vip", "hats", "No-Such")
                .price()
                .discounts(0);
        assertThat(priced.onLine(1, "DRAFT").reason()).isEqualTo("inactive");
        assertThat(priced.onLine(1, "ENDED").reason()).isEqualTo("ended");
        assertThat(priced.onLine(1, "TIER").facts()).isEqualTo(facts("required", List.of("gold")));
        assertThat(priced.onOrder("OTHER").reason()).isEqualTo("selection");
        assertThat(priced.onOrder("No-Such").reason()).isEqualTo("unknown_promo_code");
        assertThat(priced.onOrder("No-Such").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void a_rule_in_another_currency_does_not_apply() {
        Priced priced = cart().line(1, 1_000)
                .rule("EUR", "'discount': {'type': 'amount_off', 'amount': '1.00', 'currency': 'EUR'}")
                .price()
                .discounts(0);
        assertThat(priced.onLine(1, "EUR").reason()).isEqualTo("currency");
        assertThat(priced.onLine(1, "EUR").facts()).isEqualTo(facts("required", "EUR", "present", "USD"));
    }

    @Test
    void a_percentage_that_names_no_currency_applies_in_any() {
        Currency yen = Currency.getInstance("JPY");
        PricingRule rule = PricingRule.fromJson(
                "{\"code\": \"R\", \"discount\": {\"type\": \"percent_off\", \"percent\": 12.5}}", Pricer.USD);
        RuleBook book = RuleBook.of(1, List.of(new RuleRevision(rule, 1, Pricer.NOON, false)));
        Quote quote = PriceEngine.quote(
                book,
                List.of(new QuoteLine(1, 1, 1, null, 1, new Money(1_004, yen))),
                PricingContext.anonymous(yen),
                PricingPolicy.DEFAULT,
                Pricer.NOON);
        assertThat(quote.discountTotal()).isEqualTo(new Money(126, yen));
        assertThat(quote.lines().get(0).explanation().get(0).exact()).isEqualByComparingTo("125.5");
    }

    @Test
    void the_largest_cart_does_not_overflow() {
        Pricer pricer = cart().rule("A", "'discount': {'type': 'percent_off', 'percent': '33.3333'}")
                .rule("B", "'target': 'order', 'discount': {'type': 'percent_off', 'percent': '0.0001'}")
                .rule("C", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': 1000000000}")
                .rule("D", "'max_discount': 1000000000, 'discount': {'type': 'fixed_price', 'price': 0}");
        for (int i = 0; i < PriceEngine.MAX_LINES; i++) {
            pricer.line(PriceEngine.MAX_QUANTITY, PriceEngine.MAX_UNIT_PRICE);
        }
        assertThat(pricer.price().quote().subtotal().minor()).isEqualTo(5_000_000_000_000_000_000L);
    }

    @Test
    void lines_out_of_bounds_are_refused() {
        assertThatThrownBy(() -> cart().line(0, 1).price()).hasMessageContaining("quantity 0");
        assertThatThrownBy(() -> cart().line(1, -1).price()).hasMessageContaining("price -0.01 USD");
        QuoteLine line = new QuoteLine(1, 1, 1, null, 1, usd(1));
        assertThatThrownBy(() -> PriceEngine.quote(
                        RuleBook.empty(1),
                        List.of(line, line),
                        PricingContext.anonymous(Pricer.USD),
                        PricingPolicy.DEFAULT,
                        Pricer.NOON))
                .hasMessageContaining("id 1 is there twice");
    }
}
