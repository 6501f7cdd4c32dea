package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.PricingPolicy.Level;
import dev.holdfast.pricing.quote.PricingPolicy.Rounded;
import dev.holdfast.pricing.rule.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which units a rule takes when others have been there before, and what is said of the amounts. */
@Tag("quick")
class UnitPickingTest {
    private static final String FREE = "'discount': {'type': 'percent_off', 'percent': 100, 'max_units': %d}";

    @Test
    void the_units_that_cost_most_now_are_taken_first_however_many_there_are_of_others() {
        // Three units cost 4.00 and one 10.00: the one costs less than the three together.
        cart().item(4, 1_000)
                .rule("A", "'discount': {'type': 'percent_off', 'percent': 60, 'max_units': 3}")
                .rule("B", FREE.formatted(1))
                .price()
                .discounts(1_800 + 1_000);
    }

    @Test
    void units_that_were_singled_out_are_singled_out_again() {
        // B takes the unit of 10.00 and one of 4.00, which leaves two of 4.00, of which C takes one.
        cart().item(4, 1_000)
                .rule("A", "'discount': {'type': 'percent_off', 'percent': 60, 'max_units': 3}")
                .rule("B", FREE.formatted(2))
                .rule("C", FREE.formatted(1))
                .price()
                .discounts(1_800 + 1_400 + 400);
    }

    @Test
    void units_that_may_be_bought_are_rewarded_only_as_far_as_they_are_not_needed() {
        // Of three shoes one has to be bought, so two can be rewarded, whatever they cost; the third reward is a sock.
        cart().item(1, 300, "shoes")
                .item(1, 350, "shoes")
                .item(1, 380, "shoes")
                .item(2, 900, "socks")
                .rule(
                        "R",
                        "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 1, 'categories': ['shoes']},"
                                + " 'get': {'quantity': 3, 'percent': 100}}")
                .price()
                .discounts(300, 350, 0, 900);
    }

    @Test
    void breaks_count_the_units_that_a_limit_leaves() {
        String rule = "'discount': {'type': 'quantity_breaks', 'graduated': true, 'max_units': %d,"
                + " 'breaks': [{'from': 1, 'percent': 10}, {'from': 3, 'percent': 50}]}";

        cart().item(5, 1_000).rule("R", rule.formatted(2)).price().discounts(200);
        cart().item(5, 1_000).rule("R", rule.formatted(4)).price().discounts(200 + 1_000);
    }

    @Test
    void a_percentage_is_rounded_by_item_or_by_unit_and_on_the_discount_or_on_the_price() {
        // 10 percent of three times 3.35: 1.005 of the item, and 0.335 of a unit.
        assertThat(discount(Level.LINE, Rounded.DISCOUNT)).isEqualTo(101);
        assertThat(discount(Level.LINE, Rounded.PRICE)).isEqualTo(100);
        assertThat(discount(Level.UNIT, Rounded.DISCOUNT)).isEqualTo(102);
        assertThat(discount(Level.UNIT, Rounded.PRICE)).isEqualTo(99);
    }

    private static long discount(Level level, Rounded rounded) {
        return cart().item(3, 335)
                .rule("R", "'discount': {'type': 'percent_off', 'percent': 10}")
                .policy(PricingPolicy.DEFAULT.with(level).with(rounded))
                .price()
                .quote()
                .discountTotal()
                .minor();
    }

    @Test
    void what_is_taken_off_in_full_has_applied_and_what_is_cut_short_is_capped() {
        String rule = "'discount': {'type': 'amount_off', 'amount': '%s', 'per': '%s'}";
        for (String per : new String[] {"line", "order"}) {
            assertThat(cart().item(1, 500)
                            .rule("R", rule.formatted("5.00", per))
                            .price()
                            .onItem(1, "R")
                            .outcome())
                    .as(per)
                    .isEqualTo(Outcome.APPLIED);
            assertThat(cart().item(1, 500)
                            .rule("R", rule.formatted("5.01", per))
                            .price()
                            .onItem(1, "R")
                            .outcome())
                    .as(per)
                    .isEqualTo(Outcome.CAPPED);
        }
    }

    @Test
    void the_exact_amount_of_an_order_is_that_before_it_was_rounded_and_divided() {
        assertThat(exact("{'type': 'percent_off', 'percent': 12.5}")).isEqualTo("1.88125");
        assertThat(exact("{'type': 'amount_off', 'amount': '3.00', 'per': 'order'}"))
                .isEqualTo("3.00");
        assertThat(exact("{'type': 'fixed_price', 'price': '4.99', 'per': 'order'}"))
                .isEqualTo("10.06");
        assertThat(exact("{'type': 'spend_breaks', 'graduated': true, 'breaks': [{'from': '5.00', 'percent': 12.5}]}"))
                .isEqualTo("1.25625");
    }

    private static String exact(String discount) {
        return String.valueOf(cart().item(1, 1_004)
                .item(1, 501)
                .rule("R", "'target': 'order', 'discount': " + discount)
                .price()
                .onOrder("R")
                .exact());
    }
}
