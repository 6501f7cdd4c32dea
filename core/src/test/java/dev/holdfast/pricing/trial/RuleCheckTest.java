package dev.holdfast.pricing.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.RandomShop;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class RuleCheckTest {
    private static final Currency USD = Currency.getInstance("USD");
    /** A Monday. */
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final String TEN = "'discount': {'type': 'percent_off', 'percent': 10}";

    private static PricingRule rule(String code, String fields) {
        String discount = fields.contains("'discount") ? "" : ", " + TEN;
        return PricingRuleJson.read(
                ("{'code': '" + code + "'" + (fields.isEmpty() ? "" : ", " + fields) + discount + "}")
                        .replace('\'', '"'),
                USD);
    }

    private static List<RuleFinding> check(PricingRule... rules) {
        return RuleCheck.of(List.of(rules), NOW, Duration.ofDays(7));
    }

    private static List<String> found(PricingRule... rules) {
        return check(rules).stream()
                .map(finding -> finding.rule() + " " + finding.kind().word() + " " + finding.other())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'ends_at': '2026-11-23T12:00:00Z'                                                    | ended at
            'conditions': {'variants': [1, 2], 'exclude': {'variants': [1, 2, 3]}}               | everything that it selects is excluded
            'conditions': {'categories': ['a/b/c'], 'exclude': {'categories': ['a/b']}}          | everything that it selects is excluded
            'conditions': {'products': [1], 'min_unit_price': 5, 'exclude': {'min_unit_price': 4}} | everything that it selects is excluded
            'conditions': {'contains': [{'variants': [1], 'exclude': {'variants': [1]}}]}        | requires a selection that no cart can contain
            'conditions': {'variants': [1]}, 'discount': {'type': 'percent_off', 'percent': 1, 'selection': {'variants': [2]}} | items that it does not select
            'conditions': {'currencies': ['EUR']}, 'max_discount': 5                             | its amounts are in USD
            'conditions': {'min_quantity': 100001}                                               | an item has at most 100000
            'conditions': {'attributes': [{'name': 'c', 'in': ['a']}, {'name': 'c', 'in': ['b']}]} | two values of c
            'conditions': {'attributes': [{'name': 'c', 'in': ['a']}, {'name': 'c', 'not_in': ['a', 'b']}]} | two values of c
            'ends_at': '2026-11-25T00:00:00Z', 'conditions': {'schedule': {'weekdays': ['friday'], 'time_zone': 'UTC'}} | has no time between
            'ends_at': '2026-11-23T18:00:00Z', 'conditions': {'schedule': {'from': '18:00', 'to': '19:00', 'time_zone': 'UTC'}} | has no time between
            """)
    void a_rule_that_can_never_apply_is_reported_with_the_reason(String fields, String why) {
        assertThat(check(rule("R", fields))).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(RuleFinding.Kind.NEVER_APPLIES);
            assertThat(finding.why()).contains(why);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'ends_at': '2027-11-23T12:00:00Z'
            'starts_at': '2027-11-23T12:00:00Z'
            'active': false, 'ends_at': '2026-11-24T12:00:00Z'
            'conditions': {'variants': [1, 2], 'exclude': {'variants': [1]}}
            'conditions': {'categories': ['a'], 'exclude': {'categories': ['a/b']}}
            'conditions': {'exclude': {'categories': ['a']}}
            'conditions': {'products': [1], 'exclude': {'min_unit_price': 4}}
            'conditions': {'products': [1], 'min_unit_price': 5, 'max_unit_price': 5}
            'conditions': {'variants': [1]}, 'discount': {'type': 'percent_off', 'percent': 1, 'selection': {'products': [2]}}
            'conditions': {'attributes': [{'name': 'c', 'in': ['a', 'b']}, {'name': 'c', 'not_in': ['a']}]}
            'conditions': {'attributes': [{'name': 'c', 'not_in': ['b']}, {'name': 'c', 'not_in': ['a']}]}
            'target': 'order', 'conditions': {'min_quantity': 100001}
            'ends_at': '2027-11-25T00:00:00Z', 'conditions': {'schedule': {'weekdays': ['friday'], 'time_zone': 'UTC'}}
            'starts_at': '2027-11-23T23:00:00Z', 'ends_at': '2027-11-24T01:00:00Z', 'conditions': {'schedule': {'from': '22:00', 'to': '02:00', 'time_zone': 'UTC'}}
            'starts_at': '2027-11-23T17:59:00Z', 'ends_at': '2027-11-23T18:01:00Z', 'conditions': {'schedule': {'from': '18:00', 'to': '19:00', 'time_zone': 'UTC'}}
            """)
    void a_rule_that_may_apply_is_not_reported(String fields) {
        assertThat(check(rule("R", fields))).isEmpty();
    }

    @Test
    void a_rule_that_ends_soon_is_reported() {
        assertThat(check(
                        rule("R", "'ends_at': '2026-11-26T13:00:00Z'"), rule("S", "'ends_at': '2026-12-01T12:00:00Z'")))
                .containsExactly(new RuleFinding(
                        "R", RuleFinding.Kind.EXPIRES_SOON, null, "ends at 2026-11-26T13:00:00Z, in 3 days"));
    }

    @Test
    void duplicate_rules_are_reported() {
        assertThat(found(
                        rule("B", "'name': 'One'"),
                        rule("A", "'name': 'Other'"),
                        rule("C", "'priority': 5"),
                        rule("D", "'conditions': {'variants': [1]}"),
                        rule("E", "'active': false")))
                .containsExactly("A duplicate C", "B duplicate A");
    }

    @Test
    void a_rule_that_an_exclusive_one_always_excludes_is_reported() {
        PricingRule exclusive =
                rule("X", "'priority': 1, 'stacking': 'exclusive', 'conditions': {'categories': ['a']}");
        PricingRule below = rule("R", "'conditions': {'categories': ['a/b'], 'user_tiers': ['gold']}");
        assertThat(found(exclusive, below)).containsExactly("R always_suppressed X");
        assertThat(found(exclusive, rule("R", "'conditions': {'categories': ['b']}")))
                .isEmpty();
        assertThat(found(exclusive, rule("R", ""))).isEmpty();
        assertThat(found(exclusive, rule("R", "'target': 'order', 'conditions': {'categories': ['a/b']}")))
                .isEmpty();
        assertThat(found(exclusive, rule("R", "'priority': 0, 'conditions': {'categories': ['a/b']}")))
                .isEmpty();
    }

    @Test
    void an_exclusive_rule_that_may_not_apply_is_not_reported_to_suppress_others() {
        PricingRule below = rule("R", "'conditions': {'categories': ['a/b']}");
        for (String more : List.of(
                "'active': false",
                "'ends_at': '2027-01-01T00:00:00Z'",
                "'starts_at': '2027-01-01T00:00:00Z'",
                "'group': 'g'",
                "'max_discount': 5",
                "'discount': {'type': 'fixed_price', 'price': 5}",
                "'discount': {'type': 'percent_off', 'percent': 5, 'max_units': 1}",
                "'conditions': {'user_tiers': ['gold']}",
                "'conditions': {'promo_code': 'X'}",
                "'conditions': {'nth_order': 1}",
                "'conditions': {'min_quantity': 2}",
                "'conditions': {'min_subtotal': 2}",
                "'conditions': {'max_unit_price': 2}",
                "'conditions': {'not_discounted': true}",
                "'conditions': {'contains': [{'variants': [1]}]}",
                "'conditions': {'attributes': [{'name': 'c', 'in': ['a']}]}",
                "'conditions': {'exclude': {'categories': ['a/b/c']}}",
                "'conditions': {'schedule': {'from': '18:00', 'to': '19:00', 'time_zone': 'UTC'}}")) {
            assertThat(found(rule("X", "'priority': 1, 'stacking': 'exclusive', " + more), below))
                    .as(more)
                    .isEmpty();
        }
        // A rule before the exclusive one prevents it.
        PricingRule exclusive = rule("X", "'priority': 1, 'stacking': 'exclusive'");
        assertThat(found(exclusive, below)).containsExactly("R always_suppressed X");
        assertThat(found(exclusive, below, rule("F", "'priority': 0, 'conditions': {'user_tiers': ['gold']}")))
                .isEmpty();
        assertThat(found(exclusive, below, rule("F", "'priority': 0, 'conditions': {'categories': ['z']}")))
                .containsExactly("R always_suppressed X");
    }

    @Test
    void rules_for_different_orders_of_a_buyer_never_meet() {
        PricingRule first = rule("X", "'priority': 1, 'stacking': 'exclusive', 'conditions': {'nth_order': 1}");
        PricingRule same = rule("R", "'priority': 2, 'conditions': {'nth_order': 1, 'user_tiers': ['gold']}");
        PricingRule second = rule("S", "'priority': 2, 'conditions': {'nth_order': 2}");

        assertThat(found(first, same, second)).containsExactly("R always_suppressed X");
        assertThat(found(
                        rule("A", "'stacking': 'exclusive', 'conditions': {'nth_order': 1}"),
                        rule("B", "'stacking': 'exclusive', 'conditions': {'nth_order': 2}"),
                        rule("F", "'conditions': {'nth_order': 3}, 'discount': {'type': 'fixed_price', 'price': 5}"),
                        rule("G", "'conditions': {'nth_order': 4}, 'discount': {'type': 'fixed_price', 'price': 6}")))
                .isEmpty();
    }

    /** A rule of a group applies in the position of the first of them, which may be before the exclusive rule. */
    @Test
    void a_rule_whose_group_is_evaluated_before_an_exclusive_rule_prevents_that_rule() {
        PricingRule exclusive = rule("X", "'target': 'order', 'priority': 1, 'stacking': 'exclusive'");
        PricingRule later = rule("R", "'target': 'order', 'priority': 2");
        PricingRule inGroup =
                rule("F", "'target': 'order', 'priority': 2, 'group': 'g', 'conditions': {'products': [1]}");
        assertThat(found(exclusive, later, inGroup)).containsExactly("R always_suppressed X");
        assertThat(found(exclusive, later, inGroup, rule("E", "'group': 'g', 'conditions': {'products': [2]}")))
                .isEmpty();
    }

    /** Two order rules may both apply to an order, whichever items they look at. */
    @Test
    void an_order_rule_for_other_items_prevents_an_exclusive_rule() {
        PricingRule exclusive = rule("X", "'target': 'order', 'priority': 1, 'stacking': 'exclusive'");
        PricingRule later = rule("R", "'target': 'order', 'priority': 2, 'conditions': {'categories': ['a']}");
        assertThat(found(exclusive, later)).containsExactly("R always_suppressed X");
        assertThat(found(
                        exclusive,
                        later,
                        rule("F", "'target': 'order', 'priority': 0, 'conditions': {'categories': ['b']}")))
                .isEmpty();
        assertThat(found(
                        rule("X", "'priority': 1, 'stacking': 'exclusive'"),
                        rule("R", "'priority': 2, 'conditions': {'categories': ['a']}"),
                        rule("F", "'priority': 0, 'conditions': {'categories': ['b']}")))
                .containsExactly("R always_suppressed X");
    }

    @Test
    void contradicting_rules_are_reported() {
        assertThat(check(
                        rule("A", "'conditions': {'variants': [1]}, 'discount': {'type': 'fixed_price', 'price': 5}"),
                        rule("B", "'conditions': {'variants': [1]}, 'discount': {'type': 'fixed_price', 'price': 6}"),
                        rule("C", "'conditions': {'variants': [2]}, 'discount': {'type': 'fixed_price', 'price': 7}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(RuleFinding.Kind.CONTRADICTION);
                    assertThat(finding.why()).contains("where A sets");
                });
        String exclusive = "'stacking': 'exclusive', 'group': 'g', 'conditions': {'variants': [1]}, ";
        assertThat(found(
                        rule("A", exclusive + "'discount': {'type': 'percent_off', 'percent': 1}"),
                        rule("B", exclusive + "'discount': {'type': 'percent_off', 'percent': 2}")))
                .containsExactly("B contradiction A");
    }

    /** The check reports only what is certain, so the rules it reports never apply to any cart. */
    @Test
    void rules_reported_as_never_applied_or_suppressed_do_not_apply_in_random_carts() {
        long seed = Seed.of(RuleCheckTest.class);
        Random random = new Random(seed);
        int reported = 0;
        for (int round = 0; round < 3_000; round++) {
            RandomShop shop = new RandomShop(random);
            List<PricingRule> rules = new ArrayList<>(shop.rules());
            Set<String> silent = Set.copyOf(RuleCheck.of(rules, shop.at, Duration.ZERO).stream()
                    .filter(finding -> finding.kind() == RuleFinding.Kind.NEVER_APPLIES
                            || finding.kind() == RuleFinding.Kind.ALWAYS_SUPPRESSED)
                    .map(RuleFinding::rule)
                    .collect(java.util.stream.Collectors.toSet()));
            reported += silent.size();
            List<RuleRevision> revisions = IntStream.range(0, rules.size())
                    .mapToObj(i -> new RuleRevision(rules.get(i), 1, Instant.EPOCH, false))
                    .toList();
            for (int cart = 0; cart < 3 && !silent.isEmpty(); cart++) {
                // Prices high enough for one percent of them not to round to zero.
                List<QuoteItem> items = shop.items().stream()
                        .map(item -> new QuoteItem(
                                item.id(),
                                item.variantId(),
                                item.productId(),
                                item.category(),
                                item.quantity(),
                                new dev.holdfast.Money(item.unitPrice().minor() + 10_000_000, shop.currency)))
                        .toList();
                Quote quote = PriceEngine.quote(
                        RuleBook.of(1, revisions), items, shop.context(), PricingPolicy.DEFAULT, shop.at);
                Stream<RuleOutcome> outcomes = Stream.concat(
                        quote.explanation().stream(),
                        quote.items().stream().flatMap(item -> item.explanation().stream()));
                // A percentage of what earlier rules left may still round to zero.
                assertThat(outcomes.filter(outcome -> outcome.amount() != null
                                && (outcome.base() == null || outcome.base().minor() > 10_000)))
                        .as("seed %d, round %d: %s", seed, round, rules)
                        .extracting(RuleOutcome::rule)
                        .doesNotContainAnyElementsOf(silent);
            }
        }
        assertThat(reported).isGreaterThan(100);
    }
}
