package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Pricer.cart;
import static dev.holdfast.pricing.quote.Pricer.facts;
import static dev.holdfast.pricing.quote.Pricer.usd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.quote.Pricer.Priced;
import dev.holdfast.testing.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Discounts on sets of units, compared with all ways to make the sets. */
@Tag("quick")
class SetDiscountsTest {
    /** A unit that can be bought, rewarded, or both. */
    private record Unit(long price, boolean buys, boolean gets) {}

    @Test
    void as_many_sets_are_made_as_units_allow_and_the_cheapest_or_dearest_possible_are_rewarded() {
        long seed = Seed.of(SetDiscountsTest.class);
        Random random = new Random(seed);
        for (int round = 0; round < Seed.rounds(3_000); round++) {
            List<Unit> units = new ArrayList<>();
            Pricer pricer = cart();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                int kind = random.nextInt(3);
                // No two prices are equal, so that it is clear which unit is which.
                long price = 100L * (1 + random.nextInt(9)) + i;
                int quantity = 1 + random.nextInt(2);
                for (int unit = 0; unit < quantity; unit++) {
                    units.add(new Unit(price, kind != 1, kind != 2));
                }
                pricer.item(quantity, price, List.of("both", "get", "buy").get(kind));
            }
            int buy = 1 + random.nextInt(3);
            int get = 1 + random.nextInt(2);
            int maxSets = 1 + random.nextInt(3);
            boolean cheapest = random.nextBoolean();
            Priced priced = pricer.rule("R", """
                    'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': %d, 'categories': ['both', 'buy']},
                     'get': {'quantity': %d, 'percent': 100, 'categories': ['both', 'get'], 'first': '%s'},
                     'max_sets': %d}""".formatted(buy, get, cheapest ? "cheapest" : "dearest", maxSets))
                    .price();

            assertThat(priced.quote().discountTotal().minor())
                    .as("seed %d, round %d: buy %d get %d of %s", seed, round, buy, get, units)
                    .isEqualTo(bestReward(units, buy, get, maxSets, cheapest));
        }
    }

    /** Of all choices of units to reward that leave enough to buy, with as many sets as can be, the one that is wanted. */
    private static long bestReward(List<Unit> units, int buy, int get, int maxSets, boolean cheapest) {
        for (int sets = maxSets; sets > 0; sets--) {
            long best = -1;
            for (int chosen = 0; chosen < 1 << units.size(); chosen++) {
                if (Integer.bitCount(chosen) != sets * get) {
                    continue;
                }
                long reward = 0;
                int left = 0;
                boolean isPossible = true;
                for (int i = 0; i < units.size(); i++) {
                    boolean isChosen = (chosen & 1 << i) != 0;
                    isPossible &= !isChosen || units.get(i).gets;
                    reward += isChosen ? units.get(i).price : 0;
                    left += !isChosen && units.get(i).buys ? 1 : 0;
                }
                if (isPossible && left >= sets * buy && (best < 0 || (cheapest ? reward < best : reward > best))) {
                    best = reward;
                }
            }
            if (best >= 0) {
                return best;
            }
        }
        return 0;
    }

    @Test
    void what_is_missing_for_a_set_is_counted_over_both_parts() {
        String rule = "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': 3, 'categories': ['buy', 'both']},"
                + " 'get': {'quantity': 2, 'percent': 100, 'categories': ['get', 'both']}}";

        Priced priced = cart().item(1, 100, "buy")
                .item(1, 200, "get")
                .item(1, 300, "both")
                .rule("R", rule)
                .price();

        // Two to buy and one to get are missing, and the one that fits both is one of them.
        assertThat(priced.onItem(1, "R").facts())
                .isEqualTo(facts(
                        "buy_required", 3L, "buy_present", 2L, "get_required", 2L, "get_present", 2L, "missing", 2L));
    }

    @Test
    void a_bundle_is_made_as_long_as_it_is_worth_its_price() {
        String rule = "'discount': {'type': 'bundle_price', 'price': '12.00', 'first': 'dearest',"
                + " 'components': [{'quantity': 2}]}";

        cart().item(2, 1_000).item(2, 300).rule("R", rule).price().discounts(800, 0);
        cart().item(2, 1_000).item(2, 599).rule("R", rule).price().discounts(800, 0);
        cart().item(2, 1_000).item(2, 600).rule("R", rule).price().discounts(500, 300);
        cart().item(2, 1_000).item(2, 601).rule("R", rule).price().discounts(501, 301);
    }

    @Test
    void the_component_that_fewer_units_fit_picks_first() {
        String rule = "'discount': {'type': 'bundle_price', 'price': '5.00', 'first': '%s', 'components':"
                + " [{'quantity': 1}, {'quantity': 1, 'categories': ['shoes']}]}";

        cart().item(1, 900, "shoes")
                .item(1, 400, "socks")
                .rule("R", rule.formatted("dearest"))
                .price()
                .discounts(554, 246);
        cart().item(1, 300, "shoes")
                .item(1, 400, "socks")
                .rule("R", rule.formatted("cheapest"))
                .price()
                .discounts(86, 114);
    }

    @Test
    void a_unit_is_in_one_bundle_only() {
        String rule = "'priority': %d, 'discount': {'type': 'bundle_price', 'price': '15.00', 'first': 'dearest',"
                + " 'max_sets': 1, 'components': [{'quantity': 2}]}";

        cart().item(3, 1_000)
                .rule("A", rule.formatted(1))
                .rule("B", rule.formatted(2))
                .price()
                .discounts(500);
        cart().item(4, 1_000)
                .rule("A", rule.formatted(1))
                .rule("B", rule.formatted(2))
                .price()
                .discounts(1_000);
    }

    @Test
    void spend_breaks_count_each_item_by_itself_unless_they_are_for_the_order() {
        String rule = "'discount': {'type': 'spend_breaks', 'per': '%s', 'breaks':"
                + " [{'from': '100.00', 'percent': 20}, {'from': '50.00', 'percent': 10}]}";

        Priced each = cart().item(1, 4_999)
                .item(1, 5_000)
                .item(2, 5_000)
                .rule("R", rule.formatted("line"))
                .price()
                .discounts(0, 500, 2_000);
        assertThat(each.onItem(1, "R").facts())
                .isEqualTo(facts("required", usd(5_000), "present", usd(4_999), "missing", usd(1)));
        cart().item(1, 4_999)
                .item(1, 5_000)
                .rule("R", rule.formatted("order"))
                .price()
                .discounts(500, 500);
    }

    @Test
    void the_steps_of_graduated_spend_breaks_add_up_percentages_and_amounts() {
        // 10 percent of what lies between 10.00 and 30.00, 3.00 from there on, and 50 percent beyond 60.00.
        String rule = "'discount': {'type': 'spend_breaks', 'per': 'line', 'graduated': true, 'breaks':"
                + " [{'from': '10.00', 'percent': 10}, {'from': '30.00', 'amount': '3.00'},"
                + " {'from': '60.00', 'percent': 50}]}";

        cart().item(1, 999)
                .item(1, 1_000)
                .item(1, 2_000)
                .item(1, 3_000)
                .item(1, 5_900)
                .item(1, 8_000)
                .rule("R", rule)
                .price()
                .discounts(0, 0, 100, 200 + 300, 200 + 300, 200 + 300 + 1_000);
    }

    @Test
    void too_few_units_for_a_group_or_a_gift_say_how_many_are_missing() {
        Priced groups = cart().item(2, 1_000)
                .rule("R", "'discount': {'type': 'unit_groups', 'size': 3, 'price': '20.00'}")
                .price()
                .discounts(0);
        assertThat(groups.onItem(1, "R").reason()).isEqualTo("too_few_units");
        assertThat(groups.onItem(1, "R").facts()).isEqualTo(facts("required", 3L, "present", 2L, "missing", 1L));

        Priced gift = cart().item(2, 1_000, "shoes")
                .item(5, 100, "socks")
                .rule(
                        "R",
                        "'discount': {'type': 'gift', 'variant': 99, 'buy': {'quantity': 3, 'categories': ['shoes']}}")
                .price();
        assertThat(gift.onItem(1, "R").reason()).isEqualTo("too_few_units");
        assertThat(gift.onItem(1, "R").facts()).isEqualTo(facts("required", 3L, "present", 2L, "missing", 1L));
        assertThat(gift.quote().items().get(1).explanation())
                .as("a gift does not concern it")
                .isEmpty();
    }
}
