package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.QuoteText;
import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import dev.holdfast.pricing.rule.Outcome;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The combination of rules that is best for the customer. */
@Tag("quick")
class BestCombinationTest {
    private static final PricingPolicy BEST = PricingPolicy.BEST_FOR_CUSTOMER;

    @Test
    void a_rule_may_apply_in_the_position_of_the_first_rule_of_its_group() {
        Priced best = cart().item(1, 10_000)
                .rule("c1", "'priority': 1, 'group': 'e', " + percent("1"))
                .rule("b2", "'priority': 2, " + amount("50.00"))
                .rule("a3", "'priority': 3, 'group': 'e', " + percent("20"))
                .policy(BEST)
                .price()
                .discounts(7_000);
        assertThat(best.quote().searchedAll()).isTrue();
        assertThat(best.onItem(1, "c1").reason()).isEqualTo("group");
    }

    @Test
    void a_rule_of_a_group_may_apply_in_its_own_position() {
        Priced best = cart().item(1, 10_000)
                .rule("a", "'priority': 1, 'group': 'e', " + amount("1.00"))
                .rule("b", "'priority': 2, " + percent("50"))
                .rule("c", "'priority': 3, 'group': 'e', " + amount("30.00"))
                .policy(BEST)
                .price()
                .discounts(8_000);
        assertThat(best.onItem(1, "a").reason()).isEqualTo("better_without");
        assertThat(best.onItem(1, "c").base()).isEqualTo(usd(5_000));
    }

    @Test
    void a_book_of_costly_rules_ends_the_search_before_it_has_tried_each_of_them() {
        // A bundle of three components counts 25 for each of 500 items, so that 81 of them are more than a million.
        Priced few = costly(2);
        Priced many = costly(81);

        assertThat(few.onItem(1, "LAST").outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(many.onItem(1, "LAST").outcome()).isNotEqualTo(Outcome.APPLIED);
        assertThat(many.quote().searchedAll()).isFalse();
        assertThat(many.quote().total()).isGreaterThan(few.quote().total());
    }

    /** Bundles that take off little, and after them a rule that takes off much of what no other rule has touched. */
    private static Priced costly(int bundles) {
        Pricer pricer = cart();
        for (int i = 0; i < 500; i++) {
            pricer.item(1, 10_000);
        }
        for (int i = 0; i < bundles; i++) {
            pricer.rule(
                    "B" + i,
                    "'priority': 1, 'discount': {'type': 'bundle_price', 'price': '399.00', 'components':"
                            + " [{'quantity': 2}, {'quantity': 1}, {'quantity': 1}]}");
        }
        return pricer.rule("LAST", "'priority': 2, 'conditions': {'not_discounted': true}, " + percent("70"))
                .policy(BEST)
                .price();
    }

    @Test
    void many_small_rules_do_not_hide_a_large_exclusive_one() {
        Pricer pricer = cart().item(1, 10_000);
        for (int i = 0; i < 14; i++) {
            pricer.rule("S" + i, "'priority': 1, " + percent("1.0" + i % 10));
        }
        Priced best = pricer.rule("X", "'priority': 2, 'stacking': 'exclusive', " + percent("70"))
                .policy(BEST)
                .price()
                .discounts(7_000);
        assertThat(best.quote().searchedAll()).isTrue();
        assertThat(best.onItem(1, "S0").outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(best.onItem(1, "S0").reason()).isEqualTo("better_without");
    }

    @Test
    void many_groups_are_decided_one_by_one() {
        Pricer fifteen = cart().item(1, 10_000).policy(BEST);
        for (int i = 0; i < 15; i++) {
            fifteen.rule("G" + i + "-1", "'group': 'g" + i + "', " + percent("1"))
                    .rule("G" + i + "-2", "'group': 'g" + i + "', " + percent("5"));
        }
        assertThat(fifteen.price().quote().total()).isEqualTo(usd(4_633));
        assertThat(fifteen.price().quote().searchedAll()).isTrue();

        Pricer hundred = cart().item(1, 10_000).policy(BEST);
        for (int i = 0; i < 101; i++) {
            hundred.rule("G" + i + "-1", "'group': 'g" + i + "', " + amount("0.01"))
                    .rule("G" + i + "-2", "'group': 'g" + i + "', " + amount("0.50"));
        }
        assertThat(hundred.price().quote().total()).isEqualTo(usd(4_950));
        assertThat(hundred.price().quote().searchedAll()).isTrue();
    }

    /** The rules with the larger discount all come after those with the smaller one. */
    @Test
    void groups_whose_rules_lie_far_apart_cost_no_more_than_by_priority() {
        Pricer fifteen = cart().item(1, 10_000).policy(BEST);
        for (int i = 0; i < 15; i++) {
            fifteen.rule("G" + i + "-1", "'priority': 1, 'group': 'g" + i + "', " + percent("1"))
                    .rule("G" + i + "-2", "'priority': 2, 'group': 'g" + i + "', " + percent("5"));
        }
        assertThat(fifteen.price().quote().total()).isEqualTo(usd(4_633));
    }

    @Test
    void exclusive_rules_may_come_ahead_of_all_others() {
        Pricer pricer = cart().item(1, 1_000, "a")
                .item(1, 1_000, "b")
                .rule("A", "'priority': 1, " + percent("10"))
                .rule(
                        "X",
                        "'priority': 2, 'stacking': 'exclusive', 'conditions': {'categories': ['a']}, "
                                + percent("50"));
        pricer.policy(PricingPolicy.DEFAULT).price().discounts(100, 100);
        pricer.policy(BEST).price().discounts(500, 100);
        pricer.policy(BEST.with(Exclusives.AHEAD)).price().discounts(500, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'conditions': {'min_subtotal': '100.00'}, "})
    void what_is_best_for_each_item_is_found_for_many_items(String condition) {
        Pricer pricer = manyItems();
        long items = 0;
        for (int i = 0; i < 20; i++) {
            long price = price(i);
            items += price - Math.max(percentOf(10, price), percentOf(8 + i % 6, price));
        }
        assertThat(pricer.price().quote().total()).isEqualTo(usd(items));
        assertThat(pricer.price().quote().searchedAll()).isTrue();

        pricer.rule("O", "'target': 'order', " + condition + percent("10"));
        assertThat(pricer.price().quote().total()).isEqualTo(usd(items - percentOf(10, items)));
        assertThat(pricer.price().quote().searchedAll()).isTrue();
    }

    @Test
    void order_rules_for_different_items_do_not_keep_the_search_from_an_end() {
        Quote best = manyItems()
                .rule("O1", "'target': 'order', " + percent("10"))
                .rule("O2", "'target': 'order', 'conditions': {'min_subtotal': '100.00'}, " + amount("5.00"))
                .rule("O3", "'target': 'order', 'conditions': {'products': [10, 20, 30]}, " + amount("5.00"))
                .price()
                .quote();
        assertThat(best.total()).isEqualTo(usd(71_167));
        assertThat(best.searchedAll()).isTrue();
    }

    /** With all discounts, 121.62 are left to pay including 5.90 for shipping, which is free from 120.00. */
    @Test
    void rules_are_left_out_to_reach_a_threshold() {
        Pricer pricer = cart().charge("shipping", 590);
        for (int i = 0; i < 12; i++) {
            pricer.item(1, 1_000 + 13L * i)
                    .rule("S" + i, "'conditions': {'products': [" + 10 * (i + 1) + "]}, " + percent("10"));
        }
        pricer.rule("F", "'target': 'charge', 'conditions': {'min_subtotal': '120.00'}, " + percent("100"));
        assertThat(pricer.price().quote().total()).isEqualTo(usd(12_162));
        Quote best = pricer.policy(BEST).price().quote();
        assertThat(best.total()).isEqualTo(usd(12_000));
        assertThat(best.searchedAll()).isTrue();
    }

    @Test
    void a_combination_that_is_no_better_than_by_priority_is_explained_as_by_priority() {
        Pricer pricer = cart().item(1, 10_000)
                .rule("A", "'priority': 1, 'group': 'g', " + percent("10"))
                .rule("B", "'priority': 2, 'group': 'g', " + percent("20"))
                .rule("C", "'priority': 3, 'stacking': 'exclusive', " + percent("5"));
        List<QuotedItem> byPriority = pricer.price().quote().items();
        assertThat(pricer.policy(BEST).price().quote().items()).isEqualTo(byPriority);
    }

    @Test
    void a_search_that_ends_early_says_so_and_costs_no_more_than_any_other_way() {
        Pricer pricer = tooMany();
        Quote best = pricer.price().quote();
        assertThat(best.searchedAll()).isFalse();
        assertThat(best.explanation())
                .filteredOn(step -> RuleOutcome.SEARCH_ENDED_EARLY.equals(step.reason()))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.rule()).isEqualTo("best_for_customer");
                    assertThat(step.amount()).isNull();
                });
        assertThat(QuoteText.write(best, item -> "SKU"))
                .containsOnlyOnce("too many combinations of rules to try all of them");
        for (Exclusives exclusives : Exclusives.values()) {
            PricingPolicy policy = BEST.with(Combining.BY_PRIORITY).with(exclusives);
            assertThat(best.total())
                    .isLessThanOrEqualTo(pricer.policy(policy).price().quote().total());
        }
        assertThat(best.total().minor()).isLessThanOrEqualTo(3 * 10_000 - 9_900);
        // Bounded by evaluations and not by time, so it is the same every time.
        assertThat(tooMany().price().quote()).isEqualTo(best);
    }

    /** Discounts on single units, of which each may change what the others choose. */
    private static Pricer tooMany() {
        Pricer pricer = cart().item(1, 10_000).item(1, 10_000).item(1, 10_000).policy(BEST);
        for (int i = 0; i < 30; i++) {
            pricer.rule(
                    "U" + i,
                    "'discount': {'type': 'percent_off', 'percent': " + (1 + i)
                            + ", 'max_units': 1, 'max_units_per': 'order'}");
        }
        return pricer.rule("X", "'stacking': 'exclusive', " + percent("33"));
    }

    /** Twenty items with a discount of 10 percent each, or of 8 to 13 percent that does not go with it. */
    private static Pricer manyItems() {
        Pricer pricer = cart().policy(BEST);
        for (int i = 0; i < 20; i++) {
            String selection = "'conditions': {'products': [" + 10 * (i + 1) + "]}, ";
            pricer.item(1 + i % 3, 1_000 + 137L * i)
                    .rule("S" + i, "'priority': 1, " + selection + percent("10"))
                    .rule(
                            "X" + i,
                            "'priority': 2, 'stacking': 'exclusive', " + selection
                                    + percent(String.valueOf(8 + i % 6)));
        }
        return pricer;
    }

    private static long price(int i) {
        return (1 + i % 3) * (1_000 + 137L * i);
    }

    private static long percentOf(int percent, long amount) {
        return (amount * percent + 50) / 100;
    }

    private static String percent(String percent) {
        return "'discount': {'type': 'percent_off', 'percent': '" + percent + "'}";
    }

    private static String amount(String amount) {
        return "'discount': {'type': 'amount_off', 'amount': '" + amount + "'}";
    }
}
