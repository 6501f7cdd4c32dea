package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.AmountOff;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Discount;
import dev.holdfast.pricing.rule.FixedPrice;
import dev.holdfast.pricing.rule.Per;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.testing.Seed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Prices and quantities up to the largest that are accepted: currencies with many digits are no other case. */
@Tag("quick")
class LargeAmountsTest {
    private static final Currency RUPIAH = Currency.getInstance("IDR");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void an_order_of_80_million_rupiah_is_shared_out_like_any_other() {
        Quote quote = quote(
                List.of(item(7, 3, "20000000"), item(8, 1, "20000000")),
                rule("{'code': 'HARBOLNAS', 'target': 'order', 'discount': {'type': 'amount_off',"
                        + " 'amount': '20000000', 'per': 'order'}}"));

        assertThat(quote.subtotal()).isEqualTo(rupiah("80000000"));
        assertThat(quote.total()).isEqualTo(rupiah("60000000"));
        assertThat(quote.items())
                .extracting(QuotedItem::discount)
                .containsExactly(rupiah("15000000"), rupiah("5000000"));
    }

    @Test
    void what_graduated_breaks_take_off_may_have_as_many_digits_as_a_price() {
        // A tenth of all beyond Rp 1 billion: more than fits a long once it is counted in millionths of a sen.
        Quote quote = quote(
                List.of(item(7, 1_000, "1000000000")),
                rule("{'code': 'TIERS', 'target': 'order', 'discount': {'type': 'spend_breaks', 'per': 'order',"
                        + " 'graduated': true, 'breaks': [{'from': '1000000000', 'percent': 10}]}}"));

        assertThat(quote.subtotal()).isEqualTo(rupiah("1000000000000"));
        assertThat(quote.discountTotal()).isEqualTo(rupiah("99900000000"));
        assertThat(quote.explanation().get(0).exact()).isEqualByComparingTo("99900000000");
    }

    @Test
    void the_engine_agrees_with_the_naive_one_on_amounts_of_any_size() {
        long seed = Seed.of(LargeAmountsTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(3_000); i++) {
            RandomShop shop = new RandomShop(random);
            Scale scale = Scale.random(random);
            List<QuoteItem> items = shop.items().stream().map(scale::of).toList();
            List<PricingRule> rules = shop.rules().stream().map(scale::of).toList();
            PricingContext context = shop.context();
            String number = "seed " + seed + ", round " + i;
            Supplier<String> round = () -> number + ": " + rules + " on " + items;

            Quote quote = quote(rules, items, context, PricingPolicy.DEFAULT, shop.at);

            assertThat(totals(quote)).as(round).isEqualTo(new NaivePricing(items, context, shop.at).price(rules));
            Pricer.assertItemsAddUp(quote);
        }
    }

    @Test
    void any_rules_and_any_policy_give_a_quote_that_adds_up_on_items_of_any_size() {
        long seed = Seed.of(LargeAmountsTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < Seed.rounds(3_000); i++) {
            RandomRules shop = new RandomRules(random, RUPIAH);
            Scale scale = Scale.random(random);
            List<PricingRule> rules = shop.rules(5).stream().map(scale::of).toList();
            List<QuoteItem> items = shop.items(rules).stream().map(scale::of).toList();
            PricingPolicy policy = shop.policy();
            try {
                Pricer.assertItemsAddUp(quote(rules, items, shop.context(), policy, NOW));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ", round " + i + ": " + policy.name() + " " + rules + " on " + items, e);
            }
        }
    }

    /** What prices and quantities are multiplied by; amounts that are compared with a sum by both. */
    private record Scale(long price, int quantity) {
        static Scale random(Random random) {
            return new Scale(upTo(random, 20_000_000), upTo(random, 10_000));
        }

        // As often small as large.
        private static int upTo(Random random, int most) {
            return 1 + (int) (most * Math.pow(random.nextDouble(), 4));
        }

        QuoteItem of(QuoteItem item) {
            return new QuoteItem(
                    item.id(),
                    item.variantId(),
                    item.productId(),
                    item.category(),
                    item.quantity() * quantity,
                    new Money(item.unitPrice().minor() * price, item.unitPrice().currency()),
                    item.minUnitPrice(),
                    item.giftOf());
        }

        PricingRule of(PricingRule rule) {
            return new PricingRule(
                    rule.code(),
                    rule.name(),
                    rule.active(),
                    rule.priority(),
                    rule.startsAt(),
                    rule.endsAt(),
                    rule.target(),
                    of(rule.conditions()),
                    rule.discounts().stream()
                            .map(scoped ->
                                    new ScopedDiscount(of(scoped.discount()), scoped.selection(), scoped.limit()))
                            .toList(),
                    rule.stacking(),
                    rule.group(),
                    ofSum(rule.maxDiscount()),
                    rule.currency());
        }

        private Conditions of(Conditions some) {
            return new Conditions(
                    some.userTiers(),
                    some.userIds(),
                    some.nthOrder(),
                    some.promoCode(),
                    some.storedCodes(),
                    some.currencies(),
                    some.attributes(),
                    some.schedule(),
                    some.minQuantity() == null ? null : (Integer) (some.minQuantity() * quantity),
                    ofSum(some.minSubtotal()),
                    some.selection(),
                    some.charges(),
                    some.contains(),
                    some.notDiscounted());
        }

        private Discount of(Discount discount) {
            if (discount instanceof AmountOff amount) {
                Money first = amount.first() == null ? null : of(amount.first(), amount.per());
                return new AmountOff(of(amount.amount(), amount.per()), amount.per(), first);
            }
            return discount instanceof FixedPrice fixed
                    ? new FixedPrice(of(fixed.price(), fixed.per()), fixed.per())
                    : discount;
        }

        private Money of(Money amount, Per per) {
            return per == Per.UNIT ? new Money(amount.minor() * price, amount.currency()) : ofSum(amount);
        }

        private @Nullable Money ofSum(@Nullable Money amount) {
            return amount == null ? null : new Money(amount.minor() * price * quantity, amount.currency());
        }
    }

    private static QuoteItem item(long id, int quantity, String price) {
        assertThat(quantity).isLessThanOrEqualTo(Limits.QUANTITY);
        assertThat(rupiah(price).minor()).isLessThanOrEqualTo(Limits.AMOUNT);
        return new QuoteItem(id, 70 + id, 40 + id, null, quantity, rupiah(price));
    }

    private static PricingRule rule(String json) {
        return PricingRuleJson.read(json.replace('\'', '"'), RUPIAH);
    }

    private static Money rupiah(String amount) {
        return Money.of(amount, "IDR");
    }

    private static Quote quote(List<QuoteItem> items, PricingRule rule) {
        return quote(List.of(rule), items, PricingContext.anonymous(RUPIAH), PricingPolicy.DEFAULT, NOW);
    }

    private static Quote quote(
            List<PricingRule> rules, List<QuoteItem> items, PricingContext context, PricingPolicy policy, Instant at) {
        List<RuleRevision> entries = new ArrayList<>();
        rules.forEach(rule -> entries.add(new RuleRevision(rule, 1, at, false)));
        return PriceEngine.quote(RuleBook.of(1, entries), items, context, policy, at);
    }

    private static Map<Long, Long> totals(Quote quote) {
        Map<Long, Long> totals = new HashMap<>();
        quote.items().forEach(item -> totals.put(item.item().id(), item.total().minor()));
        return totals;
    }
}
