package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EveryKindRandomTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void any_rules_and_any_policy_give_a_quote_that_adds_up() {
        long seed = Seed.of(EveryKindRandomTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(5_000); i++) {
            RandomRules shop = shop(random);
            List<PricingRule> rules = shop.rules(7);
            List<QuoteItem> items = shop.items(rules);
            List<QuoteCharge> charges = shop.charges();
            PricingPolicy policy = shop.policy();
            PricingContext context = shop.context();
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round = () -> number + ": " + policy.name() + " " + rules + " on " + items + charges;
            Quote quote;
            try {
                quote = quote(rules, items, charges, context, policy);
            } catch (RuntimeException e) {
                throw new AssertionError(round.get(), e);
            }
            try {
                Pricer.assertItemsAddUp(quote);
                quote.items().forEach(EveryKindRandomTest::replay);
            } catch (AssertionError e) {
                throw new AssertionError(round.get(), e);
            }
            assertThat(PricingPolicy.named(policy.name())).as(round).isEqualTo(policy);
            assertThat(quote(
                            shuffled(rules, random),
                            shuffled(items, random),
                            shuffled(charges, random),
                            context,
                            policy))
                    .as(round)
                    .isEqualTo(quote);
        }
    }

    @Test
    void a_rule_of_any_kind_survives_being_written_and_read() {
        Random random = new Random(7);
        for (int i = 0; i < Seed.rounds(1_000); i++) {
            RandomRules shop = shop(random);
            PricingRule rule = shop.rule(i);
            assertThat(PricingRuleJson.read(PricingRuleJson.write(rule), Currency.getInstance("XXX")))
                    .isEqualTo(rule);
        }
    }

    @Test
    void under_the_best_for_the_customer_another_rule_never_raises_the_total() {
        long seed = Seed.of(EveryKindRandomTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            RandomRules shop = shop(random);
            List<PricingRule> rules = shop.rules(7);
            List<QuoteItem> items = shop.items(rules);
            PricingPolicy policy = shop.policy().with(Combining.BEST_FOR_CUSTOMER);
            PricingContext context = shop.context();
            List<PricingRule> more = new ArrayList<>(rules);
            more.add(shop.rule(99));
            assertThat(quote(more, items, List.of(), context, policy).total())
                    .as("seed %d, round %d: %s %s on %s", seed, i, policy.name(), more, items)
                    .isLessThanOrEqualTo(
                            quote(rules, items, List.of(), context, policy).total());
        }
    }

    /** Replays the steps of the explanation as a reader would. */
    private static void replay(QuotedItem item) {
        Money left = item.subtotal();
        for (RuleOutcome step : item.explanation()) {
            if (step.amount() != null) {
                left = left.minus(step.amount());
                assertThat(step.runningTotal()).isEqualTo(left);
                assertThat(step.outcome()).isIn(Outcome.APPLIED, Outcome.CAPPED);
            }
            assertThat(step.reason() == null).isEqualTo(step.outcome() == Outcome.APPLIED);
        }
        assertThat(left).isEqualTo(item.total());
    }

    private static RandomRules shop(Random random) {
        String[] currencies = {"USD", "JPY", "KWD"};
        return new RandomRules(random, Currency.getInstance(currencies[random.nextInt(3)]));
    }

    private static Quote quote(
            List<PricingRule> rules,
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy) {
        List<RuleRevision> entries =
                rules.stream().map(rule -> new RuleRevision(rule, 1, AT, false)).toList();
        return PriceEngine.quote(RuleBook.of(1, entries), items, charges, context, policy, AT);
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
