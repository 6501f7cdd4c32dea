package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PricingPolicy.Combining;
import dev.holdfast.pricing.quote.PricingPolicy.Exclusives;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The best combination of random rules, against a naive search and against every other way to combine them. */
class BestCombinationRandomTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void the_best_of_few_rules_is_the_best_of_all_combinations() {
        long seed = Seed.of(BestCombinationRandomTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(4_000); i++) {
            RandomRules shop = shop(random);
            List<PricingRule> rules =
                    shop.rules(6).stream().map(NaiveBest::groupOfTarget).toList();
            List<QuoteItem> items = shop.items(rules);
            List<QuoteCharge> charges = shop.charges();
            PricingPolicy policy = shop.policy().with(Combining.BEST_FOR_CUSTOMER);
            PricingContext context = shop.context();
            Quote best = quote(rules, items, charges, context, policy);
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round = () -> number + ": " + policy.name() + " " + rules + " on " + items + charges;
            assertThat(best.searchedAll()).as(round).isTrue();
            Pricer.assertItemsAddUp(best);
            assertThat(best.total().minor())
                    .as(round)
                    .isEqualTo(new NaiveBest(items, charges, context, policy, AT).lowest(rules));
        }
    }

    @Test
    void the_best_of_many_rules_costs_no_more_than_any_other_way_to_combine_them() {
        long seed = Seed.of(BestCombinationRandomTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(150); i++) {
            RandomRules shop = shop(random);
            List<PricingRule> rules = new ArrayList<>();
            for (int j = 0; j < 20 + random.nextInt(60); j++) {
                rules.add(shop.rule(j));
            }
            List<QuoteItem> items = shop.items(rules);
            List<QuoteCharge> charges = shop.charges();
            PricingPolicy byPriority = shop.policy().with(Combining.BY_PRIORITY);
            PricingContext context = shop.context();
            Quote best = quote(rules, items, charges, context, byPriority.with(Combining.BEST_FOR_CUSTOMER));
            Pricer.assertItemsAddUp(best);
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round = () -> number + ": " + byPriority.name() + " " + rules + " on " + items + charges;
            for (Exclusives exclusives : Exclusives.values()) {
                assertThat(best.total())
                        .as(round)
                        .isLessThanOrEqualTo(quote(rules, items, charges, context, byPriority.with(exclusives))
                                .total());
            }
            for (PricingRule rule : rules) {
                assertThat(best.total())
                        .as(round)
                        .isLessThanOrEqualTo(quote(List.of(rule), items, charges, context, byPriority)
                                .total());
            }
        }
    }

    private static RandomRules shop(Random random) {
        String[] currencies = {"USD", "JPY", "KWD"};
        return new RandomRules(random, Currency.getInstance(currencies[random.nextInt(3)]));
    }

    static Quote quote(
            List<PricingRule> rules,
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy) {
        List<RuleRevision> entries =
                rules.stream().map(rule -> new RuleRevision(rule, 1, AT, false)).toList();
        return PriceEngine.quote(RuleBook.of(1, entries), items, charges, context, policy, AT);
    }
}
