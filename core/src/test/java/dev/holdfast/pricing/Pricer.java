package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cart and rules in few words, and what the engine makes of them. Amounts are minor units of US dollars. */
final class Pricer {
    static final Currency USD = Currency.getInstance("USD");
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final List<QuoteLine> lines = new ArrayList<>();
    private final List<RuleRevision> rules = new ArrayList<>();
    private PricingContext context = PricingContext.anonymous(USD);
    private Instant at = NOON;

    static Pricer cart() {
        return new Pricer();
    }

    /** A line; variant 10 * n + 1 of product 10 * n. */
    Pricer line(int quantity, long unitPrice) {
        return line(quantity, unitPrice, null);
    }

    Pricer line(int quantity, long unitPrice, @Nullable String category) {
        long id = lines.size() + 1L;
        lines.add(new QuoteLine(id, 10 * id + 1, 10 * id, category, quantity, new Money(unitPrice, USD)));
        return this;
    }

    /** A rule from JSON with single quotes. */
    Pricer rule(String code, String json) {
        String text = "{\"code\": \"" + code + "\", " + json.replace('\'', '"') + "}";
        rules.add(new RuleRevision(PricingRule.fromJson(text, USD), rules.size() + 1, NOON, false));
        return this;
    }

    Pricer tier(String tier) {
        context = new PricingContext(USD, context.userId(), tier, context.promoCodes());
        return this;
    }

    Pricer codes(String... codes) {
        context = new PricingContext(USD, context.userId(), context.userTier(), List.of(codes));
        return this;
    }

    Pricer at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    Priced price() {
        return new Priced(PriceEngine.quote(RuleBook.of(7, rules), lines, context, PricingPolicy.DEFAULT, at));
    }

    /** A quote, and what tests want to know of it. */
    record Priced(Quote quote) {
        Priced {
            assertLinesAddUp(quote);
        }

        Priced discounts(long... expected) {
            assertThat(quote.lines().stream().mapToLong(line -> line.discount().minor()))
                    .as("discounts of the lines")
                    .containsExactly(Arrays.stream(expected).boxed().toArray(Long[]::new));
            return this;
        }

        RuleOutcome onLine(int number, String rule) {
            return one(quote.lines().get(number - 1).explanation(), rule);
        }

        RuleOutcome onOrder(String rule) {
            return one(quote.explanation(), rule);
        }

        private static RuleOutcome one(List<RuleOutcome> outcomes, String rule) {
            assertThat(outcomes).extracting(RuleOutcome::rule).containsOnlyOnce(rule);
            return outcomes.stream()
                    .filter(outcome -> outcome.rule().equals(rule))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static Map<String, Object> facts(Object... facts) {
        return Refusal.facts(facts);
    }

    static Money usd(long minor) {
        return new Money(minor, USD);
    }

    /** What holds for every quote. */
    static void assertLinesAddUp(Quote quote) {
        long subtotal = 0;
        long discount = 0;
        for (QuotedLine line : quote.lines()) {
            long original = line.line().unitPrice().minor() * line.line().quantity();
            long taken = taken(line.explanation().stream());
            assertThat(line.subtotal().minor()).isEqualTo(original);
            assertThat(line.discount().minor()).isEqualTo(taken).isBetween(0L, original);
            assertThat(line.total().minor()).isEqualTo(original - taken);
            subtotal += original;
            discount += taken;
        }
        assertThat(quote.subtotal().minor()).isEqualTo(subtotal);
        assertThat(quote.discountTotal().minor()).isEqualTo(discount);
        assertThat(quote.total().minor()).isEqualTo(subtotal - discount);
        long shares = quote.lines().stream()
                .mapToLong(
                        line -> taken(line.explanation().stream().filter(outcome -> outcome.target() == Target.ORDER)))
                .sum();
        assertThat(taken(quote.explanation().stream()))
                .as("what order rules took is what the lines' shares come to")
                .isEqualTo(shares);
    }

    private static long taken(Stream<RuleOutcome> outcomes) {
        return outcomes.mapToLong(outcome ->
                        outcome.amount() == null ? 0 : outcome.amount().minor())
                .sum();
    }
}
