package dev.holdfast.pricing.quote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.book.RuleRevision;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine makes of stored promo codes, whatever has become of them: TENTH takes 3.00 off 30.00. */
@Tag("quick")
class StoredCodesTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void a_code_that_unlocks_its_rule_needs_no_explanation_of_its_own() {
        Quote quote = quote("", StoredCode.unlocking("spring", "TENTH"));

        assertThat(quote.total()).isEqualTo(usd("27.00"));
        assertThat(reasons(quote)).containsExactly((String) null);
    }

    @Test
    void a_code_that_was_refused_says_why() {
        Quote quote = quote("", new StoredCode("spring", "TENTH", "user_limit", Map.of("limit", 2L), null));

        assertThat(quote.total()).isEqualTo(usd("30.00"));
        assertThat(quote.explanation()).singleElement().satisfies(step -> {
            assertThat(step.reason()).isEqualTo("user_limit");
            assertThat(step.facts()).isEqualTo(Map.of("limit", 2L, "promo_code", "spring"));
        });
    }

    @Test
    void a_code_that_is_not_held_takes_nothing_off_and_says_what_else_is_missing() {
        StoredCode code = new StoredCode("spring", "TENTH", StoredCode.NOT_HELD, Map.of(), null);

        assertThat(reasons(quote("", code))).containsExactly("not_held");
        assertThat(quote("", code).total()).isEqualTo(usd("30.00"));
        assertThat(reasons(quote("'min_subtotal': '30.01', ", code))).containsExactly("min_subtotal");
    }

    @Test
    void a_discount_that_is_more_than_is_left_is_not_granted() {
        assertThat(quote("", atMost("3.00", null)).total()).isEqualTo(usd("27.00"));
        Quote spent = quote("", atMost("2.99", null));
        assertThat(spent.total()).isEqualTo(usd("30.00"));
        assertThat(spent.explanation()).singleElement().satisfies(step -> {
            assertThat(step.reason()).isEqualTo("budget_spent");
            assertThat(step.facts())
                    .isEqualTo(Map.of("required", usd("3.00"), "present", usd("2.99"), "promo_code", "spring"));
        });
        assertThat(reasons(quote("", atMost("2.99", StoredCode.NOT_HELD)))).containsExactly("budget_spent");
        assertThat(reasons(quote("", atMost("3.00", StoredCode.NOT_HELD)))).containsExactly("not_held");
    }

    @Test
    void of_several_codes_of_a_rule_the_one_that_goes_furthest_counts_and_the_others_say_why_not() {
        StoredCode used = new StoredCode("used", "TENTH", "exhausted", Map.of(), null);
        StoredCode free = new StoredCode("free", "TENTH", StoredCode.NOT_HELD, Map.of(), null);
        StoredCode held = StoredCode.unlocking("held", "TENTH");
        StoredCode also = StoredCode.unlocking("also", "TENTH");

        assertThat(quote("", used, free, held).total()).isEqualTo(usd("27.00"));
        assertThat(reasons(quote("", used, free, held))).containsExactlyInAnyOrder(null, "exhausted", "not_held");
        assertThat(quote("", held, free, used).total()).isEqualTo(usd("27.00"));
        assertThat(reasons(quote("", free, used))).containsExactly("not_held", "exhausted");
        assertThat(reasons(quote("", used, free))).containsExactlyInAnyOrder("not_held", "exhausted");
        assertThat(reasons(quote("", held, also))).as("one is enough").containsExactly((String) null);
        assertThat(reasons(quote("'min_subtotal': '30.01', ", used, free)))
                .containsExactlyInAnyOrder("min_subtotal", "exhausted");
    }

    @Test
    void a_code_of_a_rule_that_does_not_ask_for_any_is_unknown() {
        Quote quote = quote("", StoredCode.unlocking("lost", "NO-SUCH-RULE"));

        assertThat(quote.total()).isEqualTo(usd("30.00"));
        assertThat(reasons(quote)).containsExactly("unknown_promo_code");
        assertThat(quote.explanation().get(0).rule()).isEqualTo("lost");
    }

    private static StoredCode atMost(String amount, @Nullable String reason) {
        return new StoredCode("spring", "TENTH", reason, Map.of(), usd(amount));
    }

    private static Quote quote(String condition, StoredCode... codes) {
        String rule = "{'code': 'TENTH', 'target': 'order', 'conditions': {" + condition + "'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}";
        RuleBook book = RuleBook.of(
                7, List.of(new RuleRevision(PricingRuleJson.read(rule.replace('\'', '"'), USD), 3, NOW, false)));
        List<String> typed = List.of(codes).stream().map(StoredCode::code).toList();
        PricingContext context = new PricingContext(USD, "ann", null, typed).with(List.of(codes));
        List<QuoteItem> items = List.of(new QuoteItem(41, 11, 21, null, 3, usd("10.00")));
        return PriceEngine.quote(book, items, context, PricingPolicy.DEFAULT, NOW);
    }

    private static List<@Nullable String> reasons(Quote quote) {
        return quote.explanation().stream().map(RuleOutcome::reason).toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
