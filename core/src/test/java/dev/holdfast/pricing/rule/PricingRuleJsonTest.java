package dev.holdfast.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.pricing.PricingRuleJson;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules are read from JSON, written to it, and changed by a merge patch. */
@Tag("quick")
class PricingRuleJsonTest {
    private static final Currency USD = Currency.getInstance("USD");

    private static final String FULL = """
            {"code": "SPRING-24", "name": "Spring", "active": false, "priority": 5,
             "starts_at": "2026-03-01T00:00:00+01:00", "ends_at": "2026-04-01T00:00:00Z", "target": "item",
             "conditions": {"user_tiers": ["gold"], "promo_code": "Spring", "min_quantity": 2, "min_subtotal": "50.00",
                            "products": [3, 1], "variants": [12], "categories": ["apparel/men", "hats"]},
             "discount": {"type": "amount_off", "amount": 5, "per": "line", "currency": "EUR"},
             "stacking": "exclusive", "group": "seasonal", "max_discount": "100.00"}
            """;

    @Test
    void every_field_is_read() {
        Currency euro = Currency.getInstance("EUR");
        assertThat(PricingRuleJson.read(FULL, USD))
                .isEqualTo(PricingRule.builder("SPRING-24")
                        .name("Spring")
                        .draft()
                        .priority(5)
                        .startsAt(Instant.parse("2026-02-28T23:00:00Z"))
                        .endsAt(Instant.parse("2026-04-01T00:00:00Z"))
                        .conditions(new Conditions(
                                Set.of("gold"),
                                "Spring",
                                2,
                                new Money(5_000, euro),
                                new Selection(Set.of(1L, 3L), Set.of(12L), Set.of("hats", "apparel/men"))))
                        .discount(new AmountOff(new Money(500, euro), Per.LINE))
                        .stacking(Stacking.EXCLUSIVE)
                        .group("seasonal")
                        .maxDiscount(new Money(10_000, euro))
                        .build());
    }

    @Test
    void a_missing_field_has_its_default() {
        PricingRule rule = read("{'code': 'R', 'discount': {'type': 'percent_off', 'percent': '12.5'}}");
        assertThat(rule)
                .isEqualTo(PricingRule.builder("R")
                        .discount(new PercentOff(new Percent(125_000)))
                        .build())
                .isEqualTo(new PricingRule(
                        "R",
                        null,
                        true,
                        PricingRule.DEFAULT_PRIORITY,
                        null,
                        null,
                        Target.ITEM,
                        Conditions.NONE,
                        List.of(new ScopedDiscount(new PercentOff(new Percent(125_000)))),
                        Stacking.STACKABLE,
                        null,
                        null,
                        null));
    }

    @Test
    void null_and_an_empty_list_are_the_same_as_a_missing_field() {
        String json = "{'code': 'R', 'name': null, 'conditions': {'products': [], 'promo_code': null},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}, 'group': null}";
        assertThat(read(json)).isEqualTo(read("{'code': 'R', 'discount': {'type': 'percent_off', 'percent': 10}}"));
    }

    @Test
    void a_rule_is_read_as_it_was_written() {
        for (String json : List.of(
                FULL,
                "{'code': 'R', 'discount': {'type': 'percent_off', 'percent': 0.0001}}",
                "{'code': 'R', 'target': 'order', 'discount': {'type': 'fixed_price', 'price': 0}}",
                "{'code': 'R', 'discount': {'type': 'percent_off', 'percent': 100, 'currency': 'JPY'}, 'max_discount': 5}")) {
            PricingRule rule = read(json);
            assertThat(PricingRuleJson.read(PricingRuleJson.write(rule), Currency.getInstance("XXX")))
                    .isEqualTo(rule);
            assertThat(PricingRuleJson.write(PricingRuleJson.read(PricingRuleJson.write(rule), USD)))
                    .isEqualTo(PricingRuleJson.write(rule));
        }
    }

    @Test
    void money_is_in_the_default_currency_unless_the_rule_names_one() {
        String json = "{'code': 'R', 'discount': {'type': 'percent_off', 'percent': 10}, 'max_discount': '1.500'}";
        Currency dinar = Currency.getInstance("KWD");
        PricingRule rule = PricingRuleJson.read(json.replace('\'', '"'), dinar);
        assertThat(rule.maxDiscount()).isEqualTo(new Money(1_500, dinar));
        assertThat(rule.currency()).isEqualTo(dinar);
        assertThat(PricingRuleJson.write(rule)).contains("\"currency\":\"KWD\"");
    }

    @Test
    void a_patch_that_changes_the_code_is_refused_with_its_other_errors() {
        PricingRule rule = read("{'code': 'R', 'discount': {'type': 'percent_off', 'percent': 10}}");
        assertThat(catchThrowable(() -> RuleJson.patch(
                        rule, "{\"code\": \"S\", \"priority\": \"first\", \"discount\": {\"percent\": 120}}", USD)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll("code: ", "priority: ", "discount.percent: 120 is more than 100");
    }

    @Test
    void a_merge_patch_sets_fields_and_removes_those_that_are_null() {
        PricingRule rule = PricingRuleJson.read(FULL, USD);
        PricingRule patched = RuleJson.patch(rule, """
                {"active": true, "name": null, "conditions": {"min_quantity": null, "products": [9]},
                 "discount": {"amount": "7.50"}}
                """, USD);
        assertThat(patched.active()).isTrue();
        assertThat(patched.name()).isNull();
        assertThat(patched.conditions().minQuantity()).isNull();
        assertThat(patched.conditions().selection().products()).containsExactly(9L);
        assertThat(patched.conditions().promoCode()).isEqualTo("Spring");
        assertThat(patched.discounts().get(0).discount())
                .isEqualTo(new AmountOff(new Money(750, Currency.getInstance("EUR")), Per.LINE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"code": "OTHER"}                             | /code
            {"code": null}                                | /code
            {"colour": null}                              | /colour
            {"conditions": {"colour": null}}              | /conditions/colour
            {"discount": null}                            | /discount
            {"discount": {"type": "percent_off"}}         | /discount/percent
            {"priority": 1e30}                            | /priority
            """)
    void a_merge_patch_that_makes_a_rule_invalid_is_refused(String patch, String pointer) {
        Throwable thrown = catchThrowable(() -> RuleJson.patch(PricingRuleJson.read(FULL, USD), patch, USD));
        assertThat(thrown).isInstanceOf(InvalidInputException.class);
        assertThat(((InvalidInputException) thrown).errors())
                .extracting(InvalidInputException.Error::pointer)
                .contains(pointer);
    }

    private static PricingRule read(String json) {
        return PricingRuleJson.read(json.replace('\'', '"'), USD);
    }
}
