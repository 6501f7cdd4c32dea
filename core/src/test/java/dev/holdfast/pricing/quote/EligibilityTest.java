package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.PricingRule;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** For whom, when and from which amount a rule applies. */
@Tag("quick")
class EligibilityTest {
    private static final String TEN_PERCENT = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void min_quantity_is_per_item_for_an_item_rule() {
        Priced priced = cart().item(2, 1_000)
                .item(3, 1_000)
                .rule("R", "'conditions': {'min_quantity': 3}, " + TEN_PERCENT)
                .price()
                .discounts(0, 300);
        RuleOutcome missed = priced.onItem(1, "R");
        assertThat(missed.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
        assertThat(missed.reason()).isEqualTo("min_quantity");
        assertThat(missed.facts()).isEqualTo(facts("required", 3L, "present", 2L, "missing", 1L));
    }

    @Test
    void min_quantity_counts_all_selected_units_for_an_order_rule() {
        String rule = "'target': 'order', 'conditions': {'min_quantity': 5, 'categories': ['a']}, " + TEN_PERCENT;
        cart().item(2, 1_000, "a").item(3, 1_000, "a").rule("R", rule).price().discounts(200, 300);
        Priced missed =
                cart().item(2, 1_000, "a").item(3, 1_000, "b").rule("R", rule).price();
        assertThat(missed.onOrder("R").facts()).isEqualTo(facts("required", 5L, "present", 2L, "missing", 3L));
    }

    @Test
    void min_subtotal_is_the_original_subtotal_of_the_selection_for_an_item_rule() {
        cart().item(1, 6_000, "a")
                .item(1, 4_000, "a")
                .item(1, 9_000, "b")
                .rule("FIRST", "'priority': 1, 'discount': {'type': 'percent_off', 'percent': 50}")
                .rule("R", "'conditions': {'min_subtotal': '100.00', 'categories': ['a']}, " + TEN_PERCENT)
                .price()
                .discounts(3_300, 2_200, 4_500);
    }

    @Test
    void min_subtotal_is_the_running_subtotal_for_an_order_rule_and_a_near_miss_says_what_is_missing() {
        Priced priced = cart().item(1, 6_000)
                .rule("FIRST", "'discount': {'type': 'percent_off', 'percent': 50}")
                .rule("R", "'target': 'order', 'conditions': {'min_subtotal': '42.40'}, " + TEN_PERCENT)
                .price()
                .discounts(3_000);
        RuleOutcome missed = priced.onOrder("R");
        assertThat(missed.reason()).isEqualTo("min_subtotal");
        assertThat(missed.facts())
                .isEqualTo(facts("required", usd(4_240), "present", usd(3_000), "missing", usd(1_240)));
    }

    @Test
    void a_rule_applies_from_its_start_until_just_before_its_end() {
        String rule = "'starts_at': '2026-11-27T00:00:00Z', 'ends_at': '2026-11-28T01:00:00+01:00', " + TEN_PERCENT;
        Pricer pricer = cart().item(1, 1_000).rule("R", rule);
        assertThat(pricer.at("2026-11-26T23:59:59.999999Z")
                        .price()
                        .onItem(1, "R")
                        .reason())
                .isEqualTo("not_started");
        pricer.at("2026-11-27T00:00:00Z").price().discounts(100);
        pricer.at("2026-11-27T23:59:59.999999Z").price().discounts(100);
        assertThat(pricer.at("2026-11-28T00:00:00Z").price().onItem(1, "R").reason())
                .isEqualTo("ended");
    }

    @Test
    void a_rule_for_tiers_applies_only_to_their_buyers() {
        String rule = "'conditions': {'user_tiers': ['gold', 'platinum']}, " + TEN_PERCENT;
        cart().item(1, 1_000).rule("R", rule).tier("gold").price().discounts(100);
        Priced priced =
                cart().item(1, 1_000).rule("R", rule).tier("silver").price().discounts(0);
        assertThat(priced.quote().items().get(0).explanation()).isEmpty();
        cart().item(1, 1_000).rule("R", rule).price().discounts(0);
    }

    @Test
    void promo_codes_are_compared_regardless_of_case_even_in_turkish() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            String rule = "'conditions': {'promo_code': 'WINTER'}, " + TEN_PERCENT;
            cart().item(1, 1_000).rule("R", rule).codes("winter ").price().discounts(100);
        } finally {
            Locale.setDefault(before);
        }
        cart().item(1, 1_000)
                .rule("R", "'conditions': {'promo_code': 'winter'}, " + TEN_PERCENT)
                .codes("Winter", "WINTER")
                .price()
                .discounts(100);
    }

    @Test
    void a_rule_whose_promo_code_was_not_given_is_not_mentioned() {
        Priced priced = cart().item(1, 1_000)
                .rule("R", "'conditions': {'promo_code': 'WINTER'}, " + TEN_PERCENT)
                .price()
                .discounts(0);
        assertThat(priced.quote().items().get(0).explanation()).isEmpty();
        assertThat(priced.quote().explanation()).isEmpty();
    }

    @Test
    void a_promo_code_without_effect_is_explained() {
        Priced priced = cart().item(1, 1_000)
                .rule("DRAFT", "'active': false, 'conditions': {'promo_code': 'draft'}, " + TEN_PERCENT)
                .rule(
                        "ENDED",
                        "'ends_at': '2026-01-01T00:00:00Z', 'conditions': {'promo_code': 'late'}, " + TEN_PERCENT)
                .rule("TIER", "'conditions': {'promo_code': 'vip', 'user_tiers': ['gold']}, " + TEN_PERCENT)
                .rule("OTHER", "'conditions': {'promo_code': 'hats', 'categories': ['hats']}, " + TEN_PERCENT)
                .codes("draft", "Late", "vip", "hats", "No-Such")
                .price()
                .discounts(0);
        assertThat(priced.onItem(1, "DRAFT").reason()).isEqualTo("inactive");
        assertThat(priced.onItem(1, "ENDED").reason()).isEqualTo("ended");
        assertThat(priced.onItem(1, "TIER").facts()).isEqualTo(facts("required", List.of("gold")));
        assertThat(priced.onOrder("OTHER").reason()).isEqualTo("selection");
        assertThat(priced.onOrder("No-Such").reason()).isEqualTo("unknown_promo_code");
        assertThat(priced.onOrder("No-Such").outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void a_rule_in_another_currency_does_not_apply() {
        Priced priced = cart().item(1, 1_000)
                .rule("EUR", "'discount': {'type': 'amount_off', 'amount': '1.00', 'currency': 'EUR'}")
                .price()
                .discounts(0);
        assertThat(priced.onItem(1, "EUR").reason()).isEqualTo("currency");
        assertThat(priced.onItem(1, "EUR").facts()).isEqualTo(facts("required", "EUR", "present", "USD"));
    }

    @Test
    void a_percentage_without_a_currency_applies_in_any() {
        Currency yen = Currency.getInstance("JPY");
        PricingRule rule = PricingRuleJson.read(
                "{\"code\": \"R\", \"discount\": {\"type\": \"percent_off\", \"percent\": 12.5}}", Pricer.USD);
        RuleBook book = RuleBook.of(1, List.of(new RuleRevision(rule, 1, Pricer.NOON, false)));
        Quote quote = PriceEngine.quote(
                book,
                List.of(new QuoteItem(1, 1, 1, null, 1, new Money(1_004, yen))),
                PricingContext.anonymous(yen),
                PricingPolicy.DEFAULT,
                Pricer.NOON);
        assertThat(quote.discountTotal()).isEqualTo(new Money(126, yen));
        assertThat(quote.items().get(0).explanation().get(0).exact()).isEqualByComparingTo("125.5");
    }
}
