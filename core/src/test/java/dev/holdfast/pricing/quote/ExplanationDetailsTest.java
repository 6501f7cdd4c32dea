package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.rule.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The facts of an explanation, at the values at which they change. */
@Tag("quick")
class ExplanationDetailsTest {
    private static final String TENTH = "'discount': {'type': 'percent_off', 'percent': 10}";

    @Test
    void the_number_of_an_order_is_one_more_than_were_placed() {
        String rule = "'conditions': {'nth_order': 4}, " + TENTH;

        assertThat(cart().item(1, 1_000)
                        .user("7", 2, Map.of())
                        .rule("R", rule)
                        .price()
                        .onItem(1, "R")
                        .facts())
                .isEqualTo(facts("required", 4L, "present", 3L));
        cart().item(1, 1_000).user("7", 3, Map.of()).rule("R", rule).price().discounts(100);
        RuleOutcome ofNobody = cart().item(1, 1_000).rule("R", rule).price().onItem(1, "R");
        assertThat(ofNobody.reason()).isEqualTo("user_required");
        assertThat(ofNobody.facts()).isEqualTo(facts("required", 4L));
    }

    @Test
    void an_attribute_is_required_or_excluded() {
        String in = "'conditions': {'attributes': [{'name': 'channel', 'in': ['web', 'app']}]}, " + TENTH;
        String notIn = "'conditions': {'attributes': [{'name': 'channel', 'not_in': ['app']}]}, " + TENTH;

        assertThat(ofAttribute(in, Map.of("channel", "shop")))
                .isEqualTo(facts("attribute", "channel", "required", List.of("app", "web"), "present", "shop"));
        assertThat(ofAttribute(in, Map.of()))
                .isEqualTo(facts("attribute", "channel", "required", List.of("app", "web"), "present", null));
        assertThat(ofAttribute(notIn, Map.of("channel", "app")))
                .isEqualTo(facts("attribute", "channel", "excluded", List.of("app"), "present", "app"));
    }

    private static Map<String, Object> ofAttribute(String rule, Map<String, String> attributes) {
        return cart().item(1, 1_000)
                .user("7", null, attributes)
                .rule("R", rule)
                .price()
                .onItem(1, "R")
                .facts();
    }

    @Test
    void a_currency_is_one_of_those_that_the_rule_names() {
        assertThat(cart().item(1, 1_000)
                        .rule("R", "'conditions': {'currencies': ['EUR', 'CHF']}, " + TENTH)
                        .price()
                        .onItem(1, "R")
                        .facts())
                .isEqualTo(facts("required", List.of("CHF", "EUR"), "present", "USD"));
    }

    @Test
    void a_limit_that_was_not_reached_is_not_mentioned() {
        String rule = "'max_discount': '%s', " + TENTH;

        RuleOutcome capped = cart().item(1, 10_000)
                .rule("R", rule.formatted("9.99"))
                .price()
                .discounts(999)
                .onItem(1, "R");
        assertThat(capped.outcome()).isEqualTo(Outcome.CAPPED);
        assertThat(capped.reason()).isEqualTo("max_discount");
        RuleOutcome exact = cart().item(1, 10_000)
                .rule("R", rule.formatted("10.00"))
                .price()
                .discounts(1_000)
                .onItem(1, "R");
        assertThat(exact.outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(exact.reason()).isNull();
    }

    @Test
    void an_item_without_a_share_of_an_order_rule_does_not_list_it() {
        Quote quote = cart().item(1, 1_000)
                .item(1, 1_000)
                .rule("R", "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '0.01'}")
                .price()
                .discounts(1, 0)
                .quote();

        assertThat(quote.items().get(0).explanation()).hasSize(1);
        assertThat(quote.items().get(1).explanation()).isEmpty();
    }

    @Test
    void each_of_several_discounts_is_for_its_own_selection() {
        String rule = "'discounts': [{'type': 'percent_off', 'percent': 50, 'selection': {'categories': ['shoes']}},"
                + " {'type': 'percent_off', 'percent': 10, 'selection': {'categories': ['socks', 'hats']}}]";

        cart().item(1, 1_000, "shoes")
                .item(1, 600, "socks")
                .item(2, 300, "coats")
                .rule("R", rule)
                .price()
                .discounts(500, 60, 0);
        cart().item(1, 600, "socks").rule("R", rule).price().discounts(60);
    }

    @Test
    void charges_are_checked_as_items_are() {
        List<QuoteCharge> most = new ArrayList<>();
        for (int i = 0; i < Limits.CHARGES; i++) {
            most.add(new QuoteCharge("charge-" + i, usd(1)));
        }
        assertThat(quote(most).chargeTotal()).isEqualTo(usd(Limits.CHARGES));
        most.add(new QuoteCharge("more", usd(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> quote(most)).withMessageContaining("51");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> quote(List.of(new QuoteCharge("a", usd(1)), new QuoteCharge("a", usd(2)))))
                .withMessageContaining("duplicated");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quote(List.of(new QuoteCharge("a", Money.of("1.00", "EUR")))))
                .withMessageContaining("USD");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quote(List.of(new QuoteCharge("a", usd(-1)))))
                .withMessageContaining("bounds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> quote(List.of(new QuoteCharge("a", usd(Limits.AMOUNT + 1)))))
                .withMessageContaining("bounds");
        assertThat(quote(List.of(new QuoteCharge("a", usd(Limits.AMOUNT)), new QuoteCharge("b", usd(0))))
                        .total())
                .isEqualTo(usd(Limits.AMOUNT));
    }

    private static Quote quote(List<QuoteCharge> charges) {
        return PriceEngine.quote(
                RuleBook.empty(7),
                List.of(),
                charges,
                PricingContext.anonymous(Pricer.USD),
                PricingPolicy.DEFAULT,
                Pricer.NOON);
    }
}
