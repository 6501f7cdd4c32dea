package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final String TEN_PERCENT = "\"discount\": {\"type\": \"percent_off\", \"percent\": 10}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {type: percent_off, percent: 12.5}                              | 12.5% off all items
            {type: amount_off, amount: 2}                                   | 2.00 EUR off each unit
            {type: amount_off, amount: 2, per: line}                        | 2.00 EUR off each item
            {type: amount_off, amount: 2, per: order}                       | 2.00 EUR off the total of all items
            {type: amount_off, amount: 2, first_amount: 5}                  | 5.00 EUR off the first and 2.00 EUR off each further unit of all items
            {type: fixed_price, price: 9.9}                                 | each unit for 9.90 EUR
            {type: fixed_price, price: 9.9, per: order}                     | the total of all items for 9.90 EUR
            {type: quantity_breaks, breaks: [{from: 3, percent: 10}, {from: 6, price: 8}]} | each item at 10% off from 3 units; for 8.00 EUR each from 6 units
            {type: quantity_breaks, per: order, graduated: true, breaks: [{from: 3, amount: 1}]} | all items at 1.00 EUR off each from unit 3 on
            {type: spend_breaks, per: order, breaks: [{from: 50, amount: 5}, {from: 100, percent: 20}]} | all items 5.00 EUR off from 50.00 EUR; 20% off from 100.00 EUR
            {type: unit_groups, size: 3, price: 10}                         | every 3 units of each item for 10.00 EUR
            {type: unit_groups, size: 3, percent: 10, per: order}           | every 3 units of all items at 10% off
            {type: buy_x_get_y, buy: {quantity: 2}, get: {quantity: 1, percent: 100}} | for every 2 units of all items, 1 unit of all items free
            {type: buy_x_get_y, buy: {quantity: 1, products: [7]}, get: {quantity: 1, categories: [mugs], price: 3}, max_sets: 2} | for every 1 unit of product 7, 1 unit of items in mugs for 3.00 EUR each (at most 2 times)
            {type: bundle_price, components: [{products: [7]}, {variants: [9], quantity: 2}], price: 30, max_sets: 1} | 1 unit of product 7 with 2 units of variant 9 for 30.00 EUR (at most 1 time)
            {type: gift, variant: 9, buy: {quantity: 3}}                    | 1 unit of variant 9 free for every 3 units of all items
            {type: percent_off, percent: 10, max_units: 2}                  | 10% off all items (the cheapest 2 units of each item)
            {type: percent_off, percent: 10, max_units: 1, max_units_per: order, max_units_first: dearest} | 10% off all items (the most expensive 1 unit)
            """)
    void everyKindOfDiscountHasWords(String discount, String words) {
        assertThat(words("\"discount\": " + json(discount))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {categories: [shirts], min_quantity: 3, user_tiers: [silver, gold]} | 10% off items in shirts, from 3 units, for gold or silver buyers
            {products: [7, 8], variants: [9], exclude: {categories: [sale]}}     | 10% off product 7, product 8 and variant 9 except items in sale
            {categories: [a, b], products: [7]}                                 | 10% off items in a and b and product 7
            {min_unit_price: 5, max_unit_price: 20}                             | 10% off all items from 5.00 EUR a unit up to 20.00 EUR a unit
            {promo_code: SPRING, min_subtotal: 50}                              | 10% off all items, from 50.00 EUR, with the code SPRING
            {stored_codes: true, nth_order: 1}                                  | 10% off all items, on a buyer's order number 1, with one of its stored codes
            {user_ids: [sam, ann]}                                              | 10% off all items, for the users ann and sam
            {currencies: [EUR, CHF], not_discounted: true}                      | 10% off all items, unless already discounted, in CHF or EUR
            {attributes: [{name: channel, in: [web, app]}, {name: zone, not_in: [x]}]} | 10% off all items, if channel is app or web, if zone is not x
            {contains: [{products: [7], min_quantity: 2}]}                          | 10% off all items, with 2 units of product 7 in the cart
            {schedule: {weekdays: [friday, saturday], from: "17:00", to: "19:00", time_zone: Europe/Berlin}} | 10% off all items, on Fri, Sat from 17:00 to 19:00 (Europe/Berlin)
            """)
    void everyConditionHasWords(String conditions, String words) {
        assertThat(words("\"conditions\": " + json(conditions) + ", " + TEN_PERCENT))
                .isEqualTo(words);
    }

    @Test
    void rulesForOrdersAndChargesSaySo() {
        assertThat(words("\"target\": \"order\", \"conditions\": {\"min_quantity\": 3}, " + TEN_PERCENT))
                .isEqualTo("10% off the total of all items, from 3 units in all");
        assertThat(words(
                        "\"target\": \"charge\", \"conditions\": {\"charges\": [\"shipping\"], \"min_subtotal\": \"50\"},"
                                + "\"discount\": {\"type\": \"percent_off\", \"percent\": 100}"))
                .isEqualTo("100% off the charge shipping, from 50.00 EUR");
    }

    @Test
    void severalDiscountsAndALimitAreOneSentence() {
        assertThat(
                        words(
                                "\"max_discount\": \"30\", \"discounts\": [{\"type\": \"percent_off\", \"percent\": 10,"
                                        + " \"selection\": {\"categories\": [\"shirts\"]}},"
                                        + " {\"type\": \"amount_off\", \"amount\": \"1\", \"selection\": {\"categories\": [\"mugs\"]}}]"))
                .isEqualTo("10% off items in shirts and 1.00 EUR off each unit of items in mugs, at most 30.00 EUR off"
                        + " in all");
    }

    @Test
    void goodsAreCalledAsTheCallerSays() {
        RuleText text = new RuleText(id -> "P" + id, id -> "V" + id);

        assertThat(text.write(PricingRuleJson.read(
                        "{\"code\": \"A\", \"conditions\": {\"products\": [7], \"variants\": [9]}, " + TEN_PERCENT
                                + "}",
                        EUR)))
                .isEqualTo("10% off P7 and V9");
    }

    private static String words(String members) {
        return RuleText.of(PricingRuleJson.read("{\"code\": \"A\", " + members + "}", EUR));
    }

    /** Adds the quotes. */
    private static String json(String relaxed) {
        return relaxed.replace("\"", "")
                .replaceAll("(?<=[\\[{ ,:])([A-Za-z_]+(?:[/][A-Za-z]+)?|\\d\\d:\\d\\d)(?=[\\]},:])", "\"$1\"")
                .replace("\"true\"", "true");
    }
}
