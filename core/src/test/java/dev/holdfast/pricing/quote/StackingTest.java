package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.pricing.rule.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which rules apply together, and which exclude each other. */
@Tag("quick")
class StackingTest {
    private static final String TEN_PERCENT = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void an_exclusive_rule_excludes_later_rules_from_its_item() {
        Priced priced = cart().item(1, 1_000, "a")
                .item(1, 1_000, "b")
                .rule(
                        "X",
                        "'priority': 1, 'stacking': 'exclusive', 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .rule("R", TEN_PERCENT)
                .price()
                .discounts(100, 100);
        assertThat(priced.onItem(1, "R").outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(priced.onItem(1, "R").reason()).isEqualTo("shut_out");
        assertThat(priced.onItem(1, "R").facts()).isEqualTo(facts("by", "X"));
    }

    @Test
    void an_exclusive_rule_applies_only_where_no_rule_has() {
        Priced priced = cart().item(1, 1_000, "a")
                .item(1, 1_000, "b")
                .rule("R", "'priority': 1, 'conditions': {'categories': ['a']}, " + TEN_PERCENT)
                .rule("X", "'stacking': 'exclusive', 'discount': {'type': 'percent_off', 'percent': 50}")
                .price()
                .discounts(100, 500);
        assertThat(priced.onItem(1, "X").reason()).isEqualTo("not_first");
        assertThat(priced.onItem(1, "X").facts()).isEqualTo(facts("by", "R"));
    }

    @Test
    void exclusive_item_rules_and_order_rules_do_not_affect_each_other() {
        cart().item(1, 1_000)
                .rule("X", "'stacking': 'exclusive', " + TEN_PERCENT)
                .rule("Y", "'target': 'order', 'stacking': 'exclusive', " + TEN_PERCENT)
                .rule("Z", "'target': 'order', " + TEN_PERCENT)
                .price()
                .discounts(190);
    }

    @Test
    void a_rule_that_takes_nothing_off_does_not_exclude_others() {
        cart().item(1, 1_000)
                .rule("A", "'stacking': 'exclusive', 'discount': {'type': 'fixed_price', 'price': '10.00'}")
                .rule("B", TEN_PERCENT)
                .price()
                .discounts(100);
    }

    @Test
    void the_rule_of_a_group_that_takes_off_most_applies_in_the_position_of_the_first() {
        Priced priced = cart().item(1, 10_000)
                .rule("A", "'priority': 1, 'group': 'g', " + TEN_PERCENT)
                .rule("B", "'priority': 2, 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .rule("C", "'priority': 3, 'group': 'g', 'discount': {'type': 'percent_off', 'percent': 20}")
                .price()
                .discounts(3_000);
        assertThat(priced.onItem(1, "C").base()).isEqualTo(usd(10_000));
        RuleOutcome loser = priced.onItem(1, "A");
        assertThat(loser.outcome()).isEqualTo(Outcome.SUPPRESSED);
        assertThat(loser.facts()).isEqualTo(facts("by", "C", "amount", usd(1_000)));
        assertThat(priced.quote().items().get(0).explanation())
                .extracting(RuleOutcome::rule)
                .containsExactly("A", "C", "B");
    }

    @Test
    void a_member_that_is_not_in_force_does_not_determine_the_position_of_its_group() {
        Priced priced = cart().item(1, 10_000)
                .rule("A", "'priority': 1, 'group': 'g', 'starts_at': '2027-01-01T00:00:00Z', " + TEN_PERCENT)
                .rule("B", "'priority': 2, 'discount': {'type': 'amount_off', 'amount': '10.00'}")
                .rule("C", "'priority': 3, 'group': 'g', " + TEN_PERCENT)
                .price()
                .discounts(1_900);
        assertThat(priced.onItem(1, "A").reason()).isEqualTo("not_started");
    }
}
