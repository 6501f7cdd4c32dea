package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.book.RuleBook;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class ConditionsTest {
    private static final String TEN = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void a_rule_for_users_applies_only_to_them() {
        String rule = "'conditions': {'user_ids': ['7']}, " + TEN;
        cart().item(1, 1_000).user("7", null, Map.of()).rule("R", rule).price().discounts(100);
        String withCode = rule.replace("{'user_ids'", "{'promo_code': 'X', 'user_ids'");
        assertThat(reason(cart().codes("X").user("8", null, Map.of()), withCode))
                .isEqualTo("user_id");
        assertThat(reason(cart().codes("X"), withCode)).isEqualTo("user_id");
    }

    @Test
    void a_rule_for_other_users_is_not_looked_at() {
        String rule = "'conditions': {'user_ids': ['7']}, " + TEN;
        assertThat(cart().item(1, 1_000)
                        .user("8", null, Map.of())
                        .rule("R", rule)
                        .price()
                        .discounts(0)
                        .quote()
                        .items()
                        .get(0)
                        .explanation())
                .isEmpty();
    }

    @Test
    void of_many_ended_rules_only_the_last_ones_are_explained() {
        Pricer pricer = cart().item(1, 1_000).at("2060-06-01T00:00:00Z");
        for (int i = 10; i <= 60; i++) {
            pricer.rule("R" + i, "'ends_at': '20" + i + "-01-01T00:00:00Z', " + TEN);
        }
        assertThat(pricer.price().quote().items().get(0).explanation())
                .filteredOn(outcome -> "ended".equals(outcome.reason()))
                .hasSize(RuleBook.MAX_OUT_OF_TIME)
                .last()
                .returns("R60", RuleOutcome::rule);
    }

    @Test
    void a_rule_for_the_first_order_needs_the_number_of_earlier_orders() {
        String rule = "'conditions': {'nth_order': 1}, " + TEN;
        cart().item(1, 1_000).user("7", 0, Map.of()).rule("R", rule).price().discounts(100);
        assertThat(reason(cart().user("7", 1, Map.of()), rule)).isEqualTo("nth_order");
        assertThat(reason(cart().user("7", null, Map.of()), rule)).isEqualTo("nth_order");
    }

    @Test
    void attributes_must_be_among_values_or_not_among_them() {
        String in = "'conditions': {'attributes': [{'name': 'channel', 'in': ['web', 'app']}]}, " + TEN;
        String notIn = "'conditions': {'attributes': [{'name': 'channel', 'not_in': ['app']}]}, " + TEN;
        cart().item(1, 1_000)
                .user("7", null, Map.of("channel", "web"))
                .rule("R", in)
                .price()
                .discounts(100);
        cart().item(1, 1_000)
                .user("7", null, Map.of("channel", "web"))
                .rule("R", notIn)
                .price()
                .discounts(100);
        cart().item(1, 1_000).rule("R", notIn).price().discounts(100);
        assertThat(reason(cart(), in)).isEqualTo("attribute");
        assertThat(reason(cart().user("7", null, Map.of("channel", "app")), notIn))
                .isEqualTo("attribute");
    }

    @Test
    void currencies_limit_a_rule_without_money() {
        assertThat(reason(cart(), "'conditions': {'currencies': ['EUR', 'CHF']}, " + TEN))
                .isEqualTo("currency");
    }

    @Test
    void price_bounds_in_another_currency_are_ignored() {
        String rule = "'conditions': {'min_unit_price': '5.00', 'max_unit_price': '6.00', 'exclude': {'min_unit_price':"
                + " '5.50'}}, 'discount': {'type': 'percent_off', 'percent': 10, 'currency': 'EUR'}";
        assertThat(cart().item(1, 1_000)
                        .rule("R", rule)
                        .codes()
                        .price()
                        .discounts(0)
                        .quote()
                        .explanation())
                .isEmpty();
        String plain = rule.replace(", 'exclude': {'min_unit_price': '5.50'}", "");
        assertThat(reason(cart(), plain)).isEqualTo("currency");
    }

    @Test
    void exclusions_and_prices_narrow_the_selection() {
        cart().item(1, 1_000, "a/b")
                .item(1, 1_000, "a/c")
                .item(1, 3_000, "a/c")
                .item(1, 200, "a/c")
                .rule(
                        "R",
                        "'conditions': {'categories': ['a'], 'exclude': {'categories': ['a/b']},"
                                + " 'min_unit_price': '2.01', 'max_unit_price': '10.00'}, " + TEN)
                .price()
                .discounts(0, 100, 0, 0);
    }

    @Test
    void an_empty_exclusion_excludes_nothing() {
        cart().item(1, 1_000)
                .rule("R", "'conditions': {'exclude': {'products': []}}, " + TEN)
                .price()
                .discounts(100);
    }

    @Test
    void each_required_selection_is_counted_separately() {
        String rule = "'conditions': {'categories': ['a'], 'contains': [{'categories': ['b'], 'min_quantity': 2,"
                + " 'min_subtotal': '30.00'}]}, " + TEN;
        cart().item(1, 1_000, "a").item(2, 1_500, "b").rule("R", rule).price().discounts(100, 0);
        assertThat(cart().item(1, 1_000, "a")
                        .item(1, 9_000, "b")
                        .rule("R", rule)
                        .price()
                        .onItem(1, "R")
                        .facts())
                .isEqualTo(Pricer.facts("required", 2L, "present", 1L, "missing", 1L));
        assertThat(cart().item(1, 1_000, "a")
                        .item(2, 1_499, "b")
                        .rule("R", rule)
                        .price()
                        .onItem(1, "R")
                        .facts())
                .containsEntry("missing", Pricer.usd(2));
    }

    @Test
    void items_already_discounted_are_left_out() {
        String rule = "'conditions': {'not_discounted': true}, %s" + TEN;
        String first = "'priority': 1, 'conditions': {'categories': ['a']}, " + TEN;
        cart().item(1, 1_000, "a")
                .item(1, 1_000)
                .rule("A", first)
                .rule("B", rule.formatted(""))
                .price()
                .discounts(100, 100);
        cart().item(1, 1_000, "a")
                .item(1, 1_000)
                .rule("A", first)
                .rule("B", rule.formatted("'target': 'order', "))
                .price()
                .discounts(100, 100);
        assertThat(cart().item(1, 1_000, "a")
                        .rule("A", first)
                        .rule("B", rule.formatted("'target': 'order', "))
                        .price()
                        .onOrder("B")
                        .reason())
                .isEqualTo("already_discounted");
    }

    /** Berlin is an hour ahead of UTC in winter, two in summer; clocks go forward on 29 March 2026 and back on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T21:00:00Z, true", // Friday 22:00
        "2026-11-20T20:59:59Z, false", // Friday 21:59:59
        "2026-11-21T00:59:59Z, true", // Saturday 01:59:59, still Friday's night
        "2026-11-21T01:00:00Z, false", // Saturday 02:00
        "2026-11-21T21:00:00Z, false", // Saturday 22:00
        "2026-11-19T23:30:00Z, false", // Friday 00:30, Thursday's night
        "2026-07-03T20:00:00Z, true", // Friday 22:00 in summer
        "2026-07-03T23:59:59Z, true", // Saturday 01:59:59 in summer
        "2026-07-04T00:00:00Z, false", // Saturday 02:00 in summer
    })
    void a_schedule_is_in_local_time_and_can_cross_midnight(String at, boolean applies) {
        String rule = "'conditions': {'schedule': {'weekdays': ['friday'], 'from': '22:00', 'to': '02:00',"
                + " 'time_zone': 'Europe/Berlin'}}, " + TEN;
        cart().item(1, 1_000).at(at).rule("R", rule).price().discounts(applies ? 100 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25T00:30:00Z, true", // 02:30 for the first time
        "2026-10-25T01:30:00Z, true", // 02:30 again
        "2026-10-25T02:00:00Z, false", // 03:00
        "2026-03-29T00:59:59Z, false", // 01:59:59, and then it is 03:00
        "2026-03-29T01:00:00Z, false", // 03:00: the hour did not happen
    })
    void a_repeated_hour_counts_twice_and_a_skipped_hour_not_at_all(String at, boolean applies) {
        String rule =
                "'conditions': {'schedule': {'from': '02:00', 'to': '03:00', 'time_zone': 'Europe/Berlin'}}, " + TEN;
        cart().item(1, 1_000).at(at).rule("R", rule).price().discounts(applies ? 100 : 0);
    }

    private static String reason(Pricer cart, String rule) {
        return cart.item(1, 1_000)
                .rule("R", rule)
                .price()
                .discounts(0)
                .onItem(1, "R")
                .reason();
    }
}
