package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PriceEngineRandomTest {
    private static final int ROUNDS = Seed.rounds(10_000);

    @Test
    void the_engine_agrees_with_the_naive_one_in_any_order_of_items_and_rules() {
        long seed = Seed.of(PriceEngineRandomTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            RandomShop shop = new RandomShop(random);
            List<QuoteItem> items = shop.items();
            List<PricingRule> rules = shop.rules();
            PricingContext context = shop.context();
            Quote quote = quote(shop, rules, items, context);
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round = () -> number + ": " + rules + " on " + items + " for " + context;

            assertThat(totals(quote)).as(round).isEqualTo(new NaivePricing(items, context, shop.at).price(rules));
            Pricer.assertItemsAddUp(quote);
            assertThat(quote(shop, shuffled(rules, random), shuffled(items, random), context))
                    .as(round)
                    .isEqualTo(quote);
            for (QuotedItem item : quote.items()) {
                assertThat(OutcomesJson.read(OutcomesJson.write(item.explanation())))
                        .as(round)
                        .isEqualTo(item.explanation());
            }
        }
    }

    @Test
    void a_rule_survives_being_written_and_read() {
        Random random = new Random(1);
        for (int i = 0; i < Seed.rounds(1_000); i++) {
            RandomShop shop = new RandomShop(random);
            for (PricingRule rule : shop.rules()) {
                boolean endsFirst = rule.startsAt() != null
                        && rule.endsAt() != null
                        && !rule.endsAt().isAfter(rule.startsAt());
                if (!endsFirst) {
                    assertThat(PricingRuleJson.read(PricingRuleJson.write(rule), shop.currency))
                            .isEqualTo(rule);
                }
            }
        }
    }

    private static Quote quote(
            RandomShop shop, List<PricingRule> rules, List<QuoteItem> items, PricingContext context) {
        List<RuleRevision> entries = rules.stream()
                .map(rule -> new RuleRevision(rule, 1, shop.at, false))
                .toList();
        return PriceEngine.quote(RuleBook.of(1, entries), items, context, PricingPolicy.DEFAULT, shop.at);
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static Map<Long, Long> totals(Quote quote) {
        Map<Long, Long> totals = new HashMap<>();
        quote.items().forEach(item -> totals.put(item.item().id(), item.total().minor()));
        return totals;
    }
}
