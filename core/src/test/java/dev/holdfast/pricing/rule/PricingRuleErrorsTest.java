package dev.holdfast.pricing.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.testing.Seed;
import java.util.Currency;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every error in the JSON of a rule is listed with its path. */
@Tag("quick")
class PricingRuleErrorsTest {
    private static final Currency USD = Currency.getInstance("USD");

    @Test
    void all_errors_are_listed_at_once() {
        InvalidInputException refused = refused("""
                {"code": "no spaces", "active": "yes", "priority": 1.5, "ends_at": "tomorrow", "colour": 1,
                 "conditions": {"user_tiers": "gold", "min_quantity": 0, "products": [1, "2", -3], "tiers": []},
                 "discount": {"type": "percent_off", "percent": 120, "amount": 5}, "max_discount": -1, "stacking": "any"}
                """);
        assertThat(refused.errors())
                .extracting(InvalidInputException.Error::pointer, InvalidInputException.Error::detail)
                .containsExactlyInAnyOrder(
                        tuple(
                                "/code",
                                "\"no spaces\" has characters other than letters, digits, dots, underscores and hyphens"),
                        tuple("/active", "\"yes\" is not true or false"),
                        tuple("/priority", "1.5 is not a whole number"),
                        tuple("/ends_at", "\"tomorrow\" is not a time such as 2026-11-27T00:00:00Z"),
                        tuple("/colour", "is not a known field"),
                        tuple("/conditions/user_tiers", "\"gold\" is not an array"),
                        tuple("/conditions/min_quantity", "0 is less than 1"),
                        tuple("/conditions/products/1", "\"2\" is not a whole number"),
                        tuple("/conditions/products/2", "-3 is less than 1"),
                        tuple("/conditions/tiers", "is not a known field"),
                        tuple("/discount/percent", "120 is more than 100"),
                        tuple("/discount/amount", "is not a known field of percent_off"),
                        tuple("/max_discount", "-1 is less than 0.01"),
                        tuple("/stacking", "\"any\" is not one of stackable, exclusive"));
        assertThat(refused).hasMessageContaining("discount.percent: 120 is more than 100");
    }

    @Test
    void no_error_hides_another() {
        InvalidInputException refused = refused("""
                {"code": "R", "discounts": [
                  {"type": "buy_x_get_y", "max_sets": 0, "get": {"quantity": 0, "percent": 101, "first": "any", "free": 1}},
                  {"type": "bundle_price", "components": [{"quantity": 0}, {"variants": [0]}], "max_sets": "2"},
                  {"type": "gift", "buy": {"quantity": 1.5, "amount": 1}},
                  {"type": "half_off", "max_units": 0, "selection": {"products": "1"}},
                  {"type": "unit_groups", "size": 1, "percent": 5, "amount": 5, "per": "unit"}]}
                """);
        assertThat(refused.errors())
                .extracting(InvalidInputException.Error::pointer)
                .containsExactlyInAnyOrder(
                        "/discounts/0/buy",
                        "/discounts/0/max_sets",
                        "/discounts/0/get/quantity",
                        "/discounts/0/get/percent",
                        "/discounts/0/get/first",
                        "/discounts/0/get/free",
                        "/discounts/1/components/0/quantity",
                        "/discounts/1/components/1/variants/0",
                        "/discounts/1/price",
                        "/discounts/1/max_sets",
                        "/discounts/2/variant",
                        "/discounts/2/buy/quantity",
                        "/discounts/2/buy/amount",
                        "/discounts/3/type",
                        "/discounts/3/max_units",
                        "/discounts/3/selection/products",
                        "/discounts/4/size",
                        "/discounts/4/percent",
                        "/discounts/4/per");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type": "percent_off"}                                     | /discount/percent  | is missing
            {"type": "percent_off", "percent": 0}                       | /discount/percent  | 0 is not more than 0
            {"type": "percent_off", "percent": 0.00001}                 | /discount/percent  | 0.00001 has more than 4 decimals
            {"type": "percent_off", "percent": "ten"}                   | /discount/percent  | "ten" is not a decimal number
            {"type": "percent_off", "percent": 1e999999999}             | /discount/percent  | 1E+999999999 is more than 100
            {"type": "amount_off"}                                      | /discount/amount   | is missing
            {"type": "amount_off", "amount": 0}                         | /discount/amount   | 0 is less than 0.01
            {"type": "amount_off", "amount": "1.005"}                   | /discount/amount   | 1.005 has more decimals than USD, which has 2
            {"type": "amount_off", "amount": 1e-999999999}              | /discount/amount   | 1E-999999999 is less than 0.01
            {"type": "amount_off", "amount": 1000000000.01}             | /discount/amount   | 1000000000.01 is more than 1000000000.00
            {"type": "amount_off", "amount": 1, "per": "box"}           | /discount/per      | "box" is not one of unit, line, order
            {"type": "fixed_price", "price": -1}                        | /discount/price    | -1 is less than 0.00
            {"type": "fixed_price", "price": true}                      | /discount/price    | true is not a decimal number
            {"type": "half_off"}                                        | /discount/type     | "half_off" is not one of percent_off, amount_off, fixed_price, quantity_breaks, spend_breaks, unit_groups, buy_x_get_y, bundle_price, gift
            {"type": 7}                                                 | /discount/type     | 7 is not a string
            {}                                                          | /discount/type     | is missing
            []                                                          | /discount          | an array is not an object
            {"type": "percent_off", "percent": 1, "currency": "EURO"}   | /discount/currency | "EURO" is not the ISO 4217 code of a currency
            """)
    void an_error_names_the_path_and_the_reason(String discount, String pointer, String detail) {
        assertThat(refused("{\"code\": \"R\", \"discount\": " + discount + "}").errors())
                .containsExactly(new InvalidInputException.Error(pointer, detail));
    }

    @Test
    void an_order_rule_takes_no_amount_per_unit() {
        String json =
                "{'code': 'R', 'target': 'order', 'discount': {'type': 'amount_off', 'amount': 1, 'per': 'unit'}}";
        assertThat(refused(json.replace('\'', '"')).errors().get(0).pointer()).isEqualTo("/discount/per");
    }

    @Test
    void a_rule_ends_after_it_starts() {
        String json = "{'code': 'R', 'starts_at': '2026-01-01T00:00:00Z', 'ends_at': '2026-01-01T01:00:00+01:00',"
                + " 'discount': {'type': 'percent_off', 'percent': 1}}";
        assertThat(refused(json.replace('\'', '"')).errors().get(0).pointer()).isEqualTo("/ends_at");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{",
                "{\"code\": \"A\"} x",
                "{\"code\": \"A\", \"code\": \"B\"}",
                "\u0000",
                "{\"code\": NaN}",
                "{\"code\": 01}"
            })
    void anything_but_a_json_object_is_refused_as_a_whole(String json) {
        assertThat(refused(json).errors())
                .hasSize(1)
                .first()
                .extracting("pointer")
                .isEqualTo("");
    }

    @Test
    void deep_nesting_is_refused_as_a_whole() {
        assertThat(refused("{\"code\":" + "[".repeat(100_000)).errors()).hasSize(1);
    }

    @Test
    void any_json_gives_a_rule_or_an_error() {
        long seed = Seed.of(PricingRuleErrorsTest.class);
        Random random = new Random(seed);
        String[] values = {
            "null",
            "true",
            "-1",
            "0",
            "1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "-9223372036854775809",
            "\"\"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[]",
            "[1]",
            "[\"a\", null]",
            "[[]]",
            "{}",
            "{\"type\": \"percent_off\"}",
            "\"2026-01-01T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"USD\"",
            "\"order\"",
            "\"amount_off\"",
            "\"12.34\"",
            "\"" + "9".repeat(400) + "\"",
            "9".repeat(400)
        };
        String[] names = {
            "code",
            "name",
            "active",
            "priority",
            "starts_at",
            "ends_at",
            "target",
            "stacking",
            "group",
            "max_discount",
            "type",
            "percent",
            "amount",
            "price",
            "per",
            "currency",
            "user_tiers",
            "promo_code",
            "min_quantity",
            "min_subtotal",
            "products",
            "variants",
            "categories",
            "~/",
            "\\u0000"
        };
        for (int i = 0; i < Seed.rounds(20_000); i++) {
            String json = "{" + some(random, names, values) + ", \"conditions\": {" + some(random, names, values)
                    + "}, \"discount\": {" + some(random, names, values) + "}}";
            Throwable thrown = catchThrowable(() -> PricingRuleJson.read(json, USD));
            if (thrown != null) {
                assertThat(thrown).as("seed %d: %s", seed, json).isInstanceOf(InvalidInputException.class);
            }
        }
    }

    private static String some(Random random, String[] names, String[] values) {
        StringBuilder json = new StringBuilder("\"name\": null");
        for (String name : names) {
            if (!name.equals("name") && random.nextInt(3) == 0) {
                json.append(", \"").append(name).append("\": ").append(values[random.nextInt(values.length)]);
            }
        }
        return json.toString();
    }

    private static InvalidInputException refused(String json) {
        Throwable thrown = catchThrowable(() -> PricingRuleJson.read(json, USD));
        assertThat(thrown).as(json).isInstanceOf(InvalidInputException.class);
        return (InvalidInputException) thrown;
    }
}
