package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Refusal;
import dev.holdfast.pricing.rule.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes a cart and rules concisely, and prices them. Amounts are minor units of US dollars. */
public final class Pricer {
    public static final Currency USD = Currency.getInstance("USD");
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final List<QuoteItem> items = new ArrayList<>();
    private final List<RuleRevision> rules = new ArrayList<>();
    private PricingContext context = PricingContext.anonymous(USD);
    private final List<QuoteCharge> charges = new ArrayList<>();
    private PricingPolicy policy = PricingPolicy.DEFAULT;
    private Instant at = NOON;

    public static Pricer cart() {
        return new Pricer();
    }

    /** Adds the nth item: variant 10 * n + 1 of product 10 * n. */
    public Pricer item(int quantity, long unitPrice) {
        return item(quantity, unitPrice, null);
    }

    public Pricer item(int quantity, long unitPrice, @Nullable String category) {
        return add(quantity, unitPrice, category, null, null);
    }

    /** Adds an item with a minimum price per unit. */
    public Pricer floored(int quantity, long unitPrice, long minUnitPrice) {
        return add(quantity, unitPrice, null, usd(minUnitPrice), null);
    }

    /** Adds a gift of a rule. */
    public Pricer gift(int quantity, long unitPrice, String rule) {
        return add(quantity, unitPrice, null, null, rule);
    }

    private Pricer add(
            int quantity,
            long unitPrice,
            @Nullable String category,
            @Nullable Money minUnitPrice,
            @Nullable String giftOf) {
        long id = items.size() + 1L;
        items.add(new QuoteItem(id, 10 * id + 1, 10 * id, category, quantity, usd(unitPrice), minUnitPrice, giftOf));
        return this;
    }

    public Pricer charge(String code, long amount) {
        charges.add(new QuoteCharge(code, usd(amount)));
        return this;
    }

    public Pricer policy(PricingPolicy newPolicy) {
        policy = newPolicy;
        return this;
    }

    public Pricer user(String id, @Nullable Integer ordersPlaced, Map<String, String> attributes) {
        context = new PricingContext(USD, id, context.userTier(), context.promoCodes(), ordersPlaced, attributes);
        return this;
    }

    /** Adds a rule from JSON with single quotes. */
    public Pricer rule(String code, String json) {
        String text = "{\"code\": \"" + code + "\", " + json.replace('\'', '"') + "}";
        rules.add(new RuleRevision(PricingRuleJson.read(text, USD), rules.size() + 1, NOON, false));
        return this;
    }

    /** Rules from JSON with single quotes and without braces. */
    static List<PricingRule> rules(String... jsons) {
        return Arrays.stream(jsons)
                .map(json -> PricingRuleJson.read("{" + json.replace('\'', '"') + "}", USD))
                .toList();
    }

    public Pricer tier(String tier) {
        context = new PricingContext(USD, context.userId(), tier, context.promoCodes());
        return this;
    }

    public Pricer codes(String... codes) {
        context = new PricingContext(USD, context.userId(), context.userTier(), List.of(codes));
        return this;
    }

    public Pricer at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    public Priced price() {
        return new Priced(PriceEngine.quote(RuleBook.of(7, rules), items, charges, context, policy, at));
    }

    /** A quote with accessors for tests. */
    public record Priced(Quote quote) {
        public Priced {
            assertItemsAddUp(quote);
        }

        Priced discounts(long... expected) {
            assertThat(quote.items().stream().mapToLong(item -> item.discount().minor()))
                    .as("discounts of the items")
                    .containsExactly(Arrays.stream(expected).boxed().toArray(Long[]::new));
            return this;
        }

        Priced charges(long... expected) {
            assertThat(quote.charges().stream()
                            .mapToLong(charge -> charge.total().minor()))
                    .as("what is left of the charges")
                    .containsExactly(Arrays.stream(expected).boxed().toArray(Long[]::new));
            return this;
        }

        /** What a rule took off all items. */
        long taken(String rule) {
            return quote.items().stream()
                    .flatMap(item -> item.explanation().stream())
                    .filter(outcome -> outcome.rule().equals(rule) && outcome.amount() != null)
                    .mapToLong(outcome -> outcome.amount().minor())
                    .sum();
        }

        RuleOutcome onItem(int number, String rule) {
            return one(quote.items().get(number - 1).explanation(), rule);
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

    public static Map<String, Object> facts(Object... facts) {
        return Refusal.facts(facts);
    }

    public static Money usd(long minor) {
        return new Money(minor, USD);
    }

    /** Checks what holds for every quote. */
    public static void assertItemsAddUp(Quote quote) {
        long subtotal = 0;
        long discount = 0;
        for (QuotedItem item : quote.items()) {
            long original = item.item().unitPrice().minor() * item.item().quantity();
            long taken = taken(item.explanation().stream());
            assertThat(item.subtotal().minor()).isEqualTo(original);
            assertThat(item.discount().minor()).isEqualTo(taken).isBetween(0L, original);
            assertThat(item.total().minor()).isEqualTo(original - taken);
            subtotal += original;
            discount += taken;
        }
        long charged = 0;
        for (QuotedCharge charge : quote.charges()) {
            long taken = taken(charge.explanation().stream());
            assertThat(charge.discount().minor())
                    .isEqualTo(taken)
                    .isBetween(0L, charge.charge().amount().minor());
            assertThat(charge.total()).isEqualTo(charge.charge().amount().minus(charge.discount()));
            charged += charge.charge().amount().minor();
            discount += taken;
        }
        assertThat(quote.subtotal().minor()).isEqualTo(subtotal);
        assertThat(quote.chargeTotal().minor()).isEqualTo(charged);
        assertThat(quote.discountTotal().minor()).isEqualTo(discount);
        assertThat(quote.total().minor()).isEqualTo(subtotal + charged - discount);
        long shares = quote.items().stream()
                .mapToLong(
                        item -> taken(item.explanation().stream().filter(outcome -> outcome.target() == Target.ORDER)))
                .sum();
        assertThat(taken(quote.explanation().stream()))
                .as("the shares of the items add up to what order rules took off")
                .isEqualTo(shares);
    }

    private static long taken(Stream<RuleOutcome> outcomes) {
        return outcomes.mapToLong(outcome ->
                        outcome.amount() == null ? 0 : outcome.amount().minor())
                .sum();
    }
}
