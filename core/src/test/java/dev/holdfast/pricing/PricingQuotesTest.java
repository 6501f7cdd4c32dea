package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.TestDatabase;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quotes without a cart. */
class PricingQuotesTest extends PricingRulesStories {
    @Test
    void a_quote_sees_a_change_of_the_rules_at_once_and_reserves_nothing() {
        long variant = variant("quote", 1_000);
        QuoteRequest request = new QuoteRequest(
                List.of(new QuoteRequest.Item(variant, 2)), null, null, "quote-tier", List.of("no-such"));
        assertThat(rules.quote(request).discountTotal().minor()).isZero();
        rules.add(tiered("quote", 10));
        Quote quote = rules.quote(request);
        assertThat(quote.total()).isEqualTo(new Money(1_800, USD));
        assertThat(quote.pricedAt()).isEqualTo(START);
        assertThat(quote.bookToken()).isEqualTo(token());
        assertThat(quote.explanation()).extracting(RuleOutcome::reason).containsExactly("unknown_promo_code");
        rules.change("quote", "{\"discount\": {\"percent\": 25}}");
        assertThat(rules.quote(request).total()).isEqualTo(new Money(1_500, USD));
        assertThat(rules.quote(request).items().get(0).explanation())
                .extracting(RuleOutcome::revision)
                .containsExactly(2);
        rules.change("quote", "{\"active\": false}");
        assertThat(rules.quote(request).total()).isEqualTo(new Money(2_000, USD));
        assertThat(reserved(variant)).isZero();
    }

    @Test
    void a_quote_of_what_is_not_sold_is_refused() {
        long variant = variant("refused", 1_000);
        assertThatThrownBy(() -> rules.quote(
                        QuoteRequest.of(List.of(new QuoteRequest.Item(variant, 1), new QuoteRequest.Item(987_654, 1)))))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.facts()).containsEntry("variant_id", 987_654L));
        assertThatThrownBy(() -> rules.quote(new QuoteRequest(
                        List.of(new QuoteRequest.Item(variant, 1)),
                        Currency.getInstance("EUR"),
                        null,
                        null,
                        List.of())))
                .hasMessage("lines.0.variant_id: variant " + variant + " is sold in USD, not in EUR");
        assertThatThrownBy(() -> rules.quote(
                        new QuoteRequest(List.of(new QuoteRequest.Item(variant, 0)), null, null, "\u0000", List.of())))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/lines/0/quantity", "/user_tier"));
        assertThatThrownBy(() -> rules.quote(QuoteRequest.of(List.of()))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void a_quote_takes_charges_attributes_and_a_policy_of_its_own() {
        long variant = variant("charged", 25);
        rules.add(PricingRuleJson.read("""
                {"code": "charged", "target": "charge", "conditions": {"attributes": [{"name": "shop", "in": ["a"]}]},
                 "discount": {"type": "percent_off", "percent": 50}}
                """, USD));
        QuoteRequest request = new QuoteRequest(
                List.of(new QuoteRequest.Item(variant, 1)),
                null,
                null,
                null,
                List.of(),
                List.of(new QuoteCharge("shipping", new Money(25, USD))),
                null,
                Map.of("shop", "a"),
                PricingPolicy.DEFAULT.withRounding(RoundingMode.HALF_DOWN));
        Quote quote = rules.quote(request);
        assertThat(quote.total()).isEqualTo(new Money(25 + 13, USD));
        assertThat(quote.policy()).isEqualTo("holdfast;rounding=half_down");
        assertThatThrownBy(() -> rules.quote(new QuoteRequest(
                        request.items(),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(
                                new QuoteCharge("x", new Money(-1, USD)),
                                new QuoteCharge("x", new Money(1, Currency.getInstance("EUR")))),
                        null,
                        Map.of(),
                        null)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/charges/0/amount", "/charges/1/code", "/charges/1/amount"));
    }

    @Test
    void a_change_rolled_back_by_the_host_leaves_no_trace() throws SQLException {
        long variant = variant("host", 1_000);
        QuoteRequest request =
                new QuoteRequest(List.of(new QuoteRequest.Item(variant, 1)), null, null, "host-tier", List.of());
        long token = token();
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            PricingRules joined = holdfast.within(connection).pricing();
            joined.add(tiered("host", 50));
            assertThat(joined.quote(request).total().minor()).isEqualTo(500);
            connection.rollback();
        }
        assertThat(token()).isEqualTo(token);
        assertThat(rules.quote(request).total().minor()).isEqualTo(1_000);
        rules.add(tiered("host", 10));
        assertThat(rules.quote(request).total().minor()).isEqualTo(900);
    }

    private static PricingRule tiered(String name, int percent) {
        return PricingRuleJson.read(
                "{\"code\": \"" + name + "\", \"conditions\": {\"user_tiers\": [\"" + name + "-tier\"]},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                USD);
    }

    private static long variant(String sku, long price) {
        return number("with p as (insert into #products (handle, name, base_price, currency, created_at, updated_at)"
                + " values ('" + sku + "', '" + sku + "', " + price + ", 'USD', now(), now()) returning id),"
                + " v as (insert into #variants (product_id, sku, created_at, updated_at)"
                + " select id, '" + sku + "', now(), now() from p returning id),"
                + " s as (insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)"
                + " select id, 1, 10, 0, 0 from v)"
                + " select id from v");
    }

    private static long reserved(long variant) {
        return number("select reserved_quantity from #stock where variant_id = " + variant);
    }
}
