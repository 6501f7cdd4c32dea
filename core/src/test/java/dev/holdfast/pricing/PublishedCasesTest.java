package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.pricing.Pricer.Priced;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Examples that other systems publish with their figures, as rules of ours. Named as in the collection they are from. */
class PublishedCasesTest {
    /**
     * What a case says.
     *
     * @param discounts what is taken off each line; empty where only the total is known
     * @param total what is left to pay, charges included
     * @param perRule what single rules take off
     */
    record Example(String name, Pricer cart, List<Long> discounts, long total, Map<String, Long> perRule) {
        Example with(String rule, long amount) {
            Map<String, Long> more = new HashMap<>(perRule);
            more.put(rule, amount);
            return new Example(name, cart, discounts, total, more);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void gives_the_published_figures(Example example) {
        Priced priced = example.cart.price();
        if (!example.discounts.isEmpty()) {
            priced.discounts(
                    example.discounts.stream().mapToLong(Long::longValue).toArray());
        }
        assertThat(priced.quote().total().minor()).as("total").isEqualTo(example.total);
        example.perRule.forEach(
                (rule, amount) -> assertThat(priced.taken(rule)).as(rule).isEqualTo(amount));
    }

    @Test
    void all_cases_are_there() {
        assertThat(examples().map(Example::name)).hasSize(72).doesNotHaveDuplicates();
    }

    static Stream<Example> examples() {
        return Stream.of(medusa(), vendure(), saleor(), solidus(), sylius(), syliusFloors(), others())
                .flatMap(List::stream);
    }

    private static List<Example> medusa() {
        String cotton = "'conditions': {'categories': ['cotton']}, ";
        String spread = "'discount': {'type': 'amount_off', 'amount': '%s', 'per': 'order'}";
        String buy50 = sets(50, 1000, "'max_sets': 1") + ", 'priority': 1";
        String buy10 = sets(10, 20, "'max_sets': 1") + ", 'priority': 2";
        return List.of(
                example(
                        "medusa-01",
                        cart().line(1, 10_000, "cotton")
                                .line(5, 15_000, "cotton")
                                .tier("VIP")
                                .rule(
                                        "R",
                                        "'conditions': {'categories': ['cotton'], 'user_tiers': ['VIP', 'top100']},"
                                                + units("200.00", 1)),
                        60_000,
                        10_000,
                        15_000),
                example(
                                "medusa-02",
                                cart().line(1, 5_000, "cotton")
                                        .line(1, 15_000, "cotton")
                                        .rule("P1", cotton + units("30.00", 2))
                                        .rule("P2", cotton + units("50.00", 1)),
                                7_000,
                                5_000,
                                8_000)
                        .with("P1", 6_000)
                        .with("P2", 7_000),
                example(
                        "medusa-04",
                        twoCottons().rule("R", cotton + spread.formatted("400.00")),
                        40_000,
                        10_000,
                        30_000),
                example(
                                "medusa-05",
                                cart().line(1, 5_000)
                                        .line(1, 15_000)
                                        .rule("P1", spread.formatted("30.00"))
                                        .rule("P2", spread.formatted("50.00")),
                                12_000,
                                2_000,
                                6_000)
                        .with("P1", 3_000)
                        .with("P2", 5_000),
                example("medusa-07", twoCottons().rule("R", percent("10")), 72_000, 2_000, 6_000),
                example(
                                "medusa-08",
                                cart().line(1, 5_000)
                                        .line(1, 15_000)
                                        .rule("P1", percent("10"))
                                        .rule("P2", percent("10")),
                                16_200,
                                950,
                                2_850)
                        .with("P1", 2_000)
                        .with("P2", 1_800),
                example(
                        "medusa-12",
                        cart().line(4, 25_000)
                                .line(2, 100_000)
                                .rule("R", "'conditions': {'products': [10]}, " + sets(2, 2, "'max_sets': 1")),
                        250_000,
                        50_000,
                        0),
                example("medusa-13", cart().line(1080, 250).rule("A", buy50).rule("B", buy10), 15_000, 255_000)
                        .with("A", 250_000)
                        .with("B", 5_000),
                example(
                                "medusa-14",
                                cart().line(540, 250)
                                        .line(540, 250)
                                        .rule("A", buy50)
                                        .rule("B", buy10),
                                15_000,
                                127_500,
                                127_500)
                        .with("A", 250_000)
                        .with("B", 5_000),
                example("medusa-16", cart().line(3, 33_333).rule("R", sets(2, 2, "'max_sets': 9")), 99_999, 0));
    }

    private static Pricer twoCottons() {
        return cart().line(2, 10_000, "cotton").line(2, 30_000, "cotton");
    }

    private static List<Example> vendure() {
        Pricer weights = cart();
        for (int weight : new int[] {10, 20, 10, 30, 50, 20, 10, 40}) {
            weights.line(1, weight);
        }
        String fixed = "'target': 'order', 'discount': {'type': 'fixed_price', 'price': '4.20'}";
        return List.of(
                example("vendure-03", cart().line(1, 5_000).rule("R", orderAmount("10.00")), 4_000, 1_000),
                example("vendure-04", cart().line(1, 6_000).rule("R", orderAmount("10.00")), 5_000, 1_000),
                example(
                        "vendure-05",
                        cart().line(1, 120).charge("shipping", 500).rule("R", orderAmount("10.00")),
                        500,
                        120),
                example(
                        "vendure-07",
                        cart().line(1, 1_000)
                                .line(1, 1_000, "sale")
                                .line(2, 100, "sale")
                                .rule("R", "'conditions': {'categories': ['sale']}, " + percent("50")),
                        1_600,
                        0,
                        500,
                        100),
                example(
                                "vendure-08",
                                cart().line(2, 1_000, "sale")
                                        .line(1, 5_000)
                                        .rule("C1", "'conditions': {'categories': ['sale']}, " + percent("50"))
                                        .rule("C2", orderPercent("15")),
                                5_100)
                        .with("C1", 1_000)
                        .with("C2", 900),
                example("vendure-09", cart().line(1, 100).line(1, 0).rule("R", orderPercent("20")), 80, 20, 0),
                example(
                        "vendure-10",
                        cart().line(1, 1_000).rule("A", percent("100")).rule("B", percent("20")),
                        0,
                        1_000),
                example("vendure-12", cart().line(1, 1_230).rule("R", fixed), 420, 810),
                example(
                        "vendure-14",
                        cart().line(2, 500).rule("R", "'conditions': {'min_subtotal': '10.00'}, " + fixed),
                        420,
                        580),
                example(
                                "vendure-17",
                                cart().line(1, 155_880)
                                        .rule("ITEM", percent("10"))
                                        .rule("ORDER", orderPercent("10")),
                                126_263,
                                29_617)
                        .with("ITEM", 15_588)
                        .with("ORDER", 14_029),
                example(
                                "vendure-18",
                                cart().line(2, 1_000)
                                        .line(1, 3_499)
                                        .line(4, 255)
                                        .rule(
                                                "P2",
                                                "'conditions': {'min_unit_price': '10.00', 'max_unit_price': '10.00'}, "
                                                        + percent("15"))
                                        .rule("P1", orderAmount("5.00")),
                                5_719)
                        .with("P2", 300)
                        .with("P1", 500),
                example("vendure-22", weights.rule("R", orderAmount("0.93")), 97, 5, 10, 5, 15, 24, 10, 5, 19));
    }

    private static List<Example> saleor() {
        return List.of(
                example(
                        "saleor-02",
                        cart().line(1, 104)
                                .line(1, 204)
                                .line(1, 304)
                                .line(1, 404)
                                .policy(PricingPolicy.SALEOR)
                                .rule("R", percent("10")),
                        916,
                        10,
                        20,
                        30,
                        40),
                example(
                        "saleor-03",
                        cart().line(2, 1_999)
                                .policy(PricingPolicy.SALEOR)
                                .rule("P", percent("13"))
                                .rule("V", orderPercent("13")),
                        3_026,
                        972),
                example(
                        "saleor-06",
                        cart().line(2, 7_777)
                                .policy(PricingPolicy.SALEOR)
                                .rule("P", percent("17.5"))
                                .rule("V", orderAmount("25.00")),
                        10_332,
                        5_222),
                example(
                        "saleor-07",
                        cart().line(1, 1_999)
                                .line(1, 10_999)
                                .rule(
                                        "R",
                                        "'discount': {'type': 'percent_off', 'percent': 15, 'max_units': 1,"
                                                + " 'max_units_per': 'order', 'max_units_first': 'cheapest'}"),
                        12_698,
                        300,
                        0),
                example(
                                "saleor-10",
                                cart().line(1, 3_000)
                                        .rule("A", "'group': 'g', " + percent("11"))
                                        .rule("B", "'group': 'g', " + percent("13")),
                                2_610,
                                390)
                        .with("A", 0)
                        .with("B", 390),
                example("saleor-22", cart().line(1, 900).rule("R", percent("10")), 810, 90),
                // The collection leaves the gift out of its figures; here it is a line at full value and full discount.
                example(
                        "saleor-23",
                        cart().line(1, 1_200)
                                .gift(1, 500, "B")
                                .rule("A", "'group': 'g', " + orderPercent("10"))
                                .rule("B", "'group': 'g', 'discount': {'type': 'gift', 'variant': 21}"),
                        1_200,
                        0,
                        500),
                example(
                        "saleor-24",
                        cart().line(1, 9_596)
                                .charge("shipping", 1_000)
                                .rule("R", "'conditions': {'min_subtotal': '100.00'}, " + orderAmount("10.00")),
                        10_596,
                        0),
                example("saleor-25", cart().line(1, 1_999).rule("R", percent("25")), 1_499, 500),
                example(
                        "saleor-26",
                        cart().line(10, 10_000).rule("P", percent("40")).rule("V", orderPercent("70")),
                        18_000,
                        82_000));
    }

    private static List<Example> solidus() {
        String pairs = "'discount': {'type': 'unit_groups', 'size': 2, 'amount': '5.00'}";
        return List.of(
                example(
                        "solidus-01",
                        cart().line(1, 2_000).line(1, 3_000).line(1, 10_000).rule("R", orderAmount("15.00")),
                        13_500,
                        200,
                        300,
                        1_000),
                example(
                        "solidus-06",
                        cart().line(1, 1_200)
                                .line(1, 2_300)
                                .line(1, 1_000)
                                .rule("R", "'max_discount': '50.00', " + orderPercent("15")),
                        3_825,
                        180,
                        345,
                        150),
                example(
                        "solidus-15",
                        cart().line(10, 5_000)
                                .rule(
                                        "R",
                                        "'discount': {'type': 'amount_off', 'first_amount': '1.13', 'amount': '2.11',"
                                                + " 'max_units': 5}"),
                        49_043,
                        957),
                example(
                        "solidus-17",
                        cart().line(7, 5_000, "clothes")
                                .line(5, 1_000, "clothes")
                                .rule(
                                        "R",
                                        "'conditions': {'categories': ['clothes']}, 'discount': {'type':"
                                                + " 'quantity_breaks', 'per': 'order', 'breaks': [{'from': 1, 'percent': 10},"
                                                + " {'from': 10, 'percent': 15}]}"),
                        34_000,
                        5_250,
                        750),
                example("solidus-18", cart().line(1, 1_000).rule("R", pairs), 1_000, 0),
                example("solidus-19", cart().line(2, 1_000).rule("R", pairs), 1_000, 1_000),
                example(
                                "solidus-25",
                                cart().line(1, 3_000, "shirt")
                                        .line(1, 4_000)
                                        .rule("SHIRTS", "'conditions': {'categories': ['shirt']}, " + percent("20"))
                                        .rule(
                                                "TEN",
                                                "'conditions': {'min_subtotal': '68.00'}, " + orderAmount("10.00")),
                                6_400,
                                600,
                                0)
                        .with("SHIRTS", 600)
                        .with("TEN", 0),
                example(
                        "solidus-27",
                        cart().line(1, 1_999)
                                .line(1, 1_999)
                                .rule("R", "'conditions': {'variants': [11]}, " + percent("20")),
                        3_598,
                        400,
                        0),
                example(
                        "solidus-28",
                        cart().line(1, 1_999)
                                .line(1, 1_999)
                                .gift(1, 400, "G")
                                .rule("G", "'discount': {'type': 'gift', 'variant': 31, 'buy': {'products': [10]}}"),
                        3_998,
                        0,
                        0,
                        400));
    }

    private static List<Example> sylius() {
        String jackets = "'conditions': {'categories': ['jackets']%s}, ";
        String freeShipping = "'target': 'charge', 'conditions': {'min_subtotal': '100.00'}, " + percent("100");
        return List.of(
                example(
                        "sylius-01",
                        cart().line(1, 5_000)
                                .user("u", 0, Map.of())
                                .rule("R", "'conditions': {'nth_order': 1}, " + orderPercent("20")),
                        4_000,
                        1_000),
                example(
                                "sylius-03",
                                cart().line(7, 10_000, "jackets")
                                        .rule("A", jackets.formatted(", 'min_subtotal': '500.00'") + percent("20"))
                                        .rule("B", "'conditions': {'min_subtotal': '500.00'}, " + orderAmount("50.00")),
                                51_000,
                                19_000)
                        .with("A", 14_000)
                        .with("B", 5_000),
                example(
                        "sylius-04",
                        cart().line(1, 8_000, "trousers")
                                .line(1, 10_000, "jackets")
                                .rule(
                                        "R",
                                        jackets.formatted(", 'contains': [{'categories': ['trousers']}]")
                                                + percent("10")),
                        17_000,
                        0,
                        1_000),
                example(
                        "sylius-05",
                        cart().line(1, 1_000, "formal")
                                .line(1, 5_000, "dresses")
                                .line(1, 8_000, "trousers")
                                .rule(
                                        "R",
                                        "'conditions': {'categories': ['formal', 'dresses'],"
                                                + " 'contains': [{'categories': ['trousers', 'jackets']}]}, "
                                                + percent("10")),
                        13_400,
                        100,
                        500,
                        0),
                example(
                                "sylius-06",
                                cart().line(1, 8_000, "trousers")
                                        .line(1, 10_000, "jackets")
                                        .rule("A", jackets.formatted("") + percent("10"))
                                        .rule("B", orderAmount("20.00")),
                                15_000)
                        .with("A", 1_000)
                        .with("B", 2_000),
                example(
                                "sylius-07",
                                cart().line(1, 10_000)
                                        .rule("F", "'priority': -1, " + orderAmount("10.00"))
                                        .rule("P", "'priority': -4, " + orderPercent("20")),
                                7_000,
                                3_000)
                        .with("P", 2_000)
                        .with("F", 1_000),
                example(
                                "sylius-08",
                                cart().line(1, 10_000)
                                        .rule("F", "'priority': -5, " + orderAmount("10.00"))
                                        .rule("P", "'priority': -2, " + orderPercent("20")),
                                7_200,
                                2_800)
                        .with("F", 1_000)
                        .with("P", 1_800),
                example(
                        "sylius-27",
                        cart().line(1, 12_000)
                                .charge("shipping", 1_000)
                                .rule("P", orderPercent("50"))
                                .rule("S", freeShipping),
                        7_000,
                        6_000),
                example(
                        "sylius-28",
                        cart().line(2, 12_000)
                                .charge("shipping", 1_000)
                                .rule("P", orderPercent("50"))
                                .rule("S", freeShipping),
                        12_000,
                        12_000),
                example(
                        "sylius-35",
                        cart().line(1, 994).policy(PricingPolicy.SYLIUS).rule("R", percent("15")),
                        845,
                        149),
                example(
                        "sylius-37",
                        cart().line(1, 10_000)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("N", "'priority': -100, " + percent("50"))
                                .rule("X", "'priority': -500, 'stacking': 'exclusive', " + percent("30")),
                        7_000,
                        3_000),
                example(
                        "sylius-39",
                        cart().line(1, 10_000, "T")
                                .line(1, 2_000)
                                .rule(
                                        "R",
                                        "'discounts': [{'type': 'amount_off', 'amount': '10.00', 'selection':"
                                                + " {'min_unit_price': '50.00'}}, {'type': 'amount_off', 'amount': '5.00',"
                                                + " 'selection': {'categories': ['T']}}]"),
                        10_500,
                        1_500,
                        0),
                example(
                        "sylius-40",
                        cart().line(1, 10_000, "T")
                                .line(1, 2_000)
                                .rule(
                                        "R",
                                        "'discounts': [{'type': 'percent_off', 'percent': 20, 'selection':"
                                                + " {'min_unit_price': '30.00', 'max_unit_price': '150.00'}},"
                                                + " {'type': 'percent_off', 'percent': 10, 'selection': {'categories': ['T']}}]"),
                        9_000,
                        3_000,
                        0),
                example(
                                "sylius-44",
                                cart().line(1, 10_000, "T")
                                        .line(2, 2_000, "M")
                                        .rule(
                                                "A",
                                                "'conditions': {'contains': [{'categories': ['T'], 'min_subtotal': '50.00'}]}, "
                                                        + orderAmount("10.00"))
                                        .rule(
                                                "B",
                                                "'conditions': {'contains': [{'categories': ['M'], 'min_subtotal': '30.00'}]}, "
                                                        + orderAmount("5.00")),
                                12_500)
                        .with("A", 1_000)
                        .with("B", 500),
                example(
                        "sylius-46",
                        cart().line(1, 4_300)
                                .line(1, 1_400)
                                .line(1, 2_300)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("R", orderAmount("3.00")),
                        7_700,
                        162,
                        52,
                        86),
                example(
                        "sylius-48",
                        cart().line(1, 1_000)
                                .line(1, 1_000)
                                .line(1, 1_000)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("R", orderAmount("10.00")),
                        2_000,
                        334,
                        333,
                        333));
    }

    private static List<Example> syliusFloors() {
        return List.of(
                example("sylius-11", cart().floored(1, 5_000, 4_500).rule("R", percent("50")), 4_500, 500),
                example(
                        "sylius-13",
                        cart().floored(1, 5_000, 4_500)
                                .line(1, 2_000)
                                .rule("R", "'conditions': {'min_quantity': 2}, " + orderAmount("20.00")),
                        5_000,
                        500,
                        1_500),
                example(
                        "sylius-14",
                        cart().floored(1, 5_000, 4_500).line(1, 2_000).rule("R", orderPercent("20")),
                        5_600,
                        500,
                        900),
                example(
                        "sylius-15",
                        cart().floored(1, 5_000, 4_500).line(3, 2_000).rule("R", orderAmount("25.00")),
                        8_500,
                        500,
                        2_000),
                example(
                        "sylius-16",
                        cart().floored(2, 5_000, 4_500).line(3, 2_000).rule("R", orderAmount("20.00")),
                        14_000,
                        1_000,
                        1_000),
                example(
                        "sylius-17",
                        cart().floored(2, 5_000, 4_500)
                                .line(2, 2_000)
                                .line(1, 4_000)
                                .rule("R", orderAmount("27.00")),
                        15_300,
                        1_000,
                        850,
                        850),
                example(
                        "sylius-18",
                        cart().floored(2, 5_000, 4_500)
                                .floored(2, 2_000, 1_500)
                                .line(1, 3_000)
                                .line(1, 1_000)
                                .rule("R", orderAmount("36.00")),
                        14_400,
                        1_000,
                        1_000,
                        1_200,
                        400),
                example(
                        "sylius-21",
                        cart().floored(1, 5_000, 4_500).floored(1, 6_000, 4_500).rule("R", orderAmount("25.00")),
                        9_000,
                        500,
                        1_500));
    }

    private static List<Example> others() {
        String freeShipping = "'target': 'charge', 'conditions': {'min_subtotal': '100.00'}, " + percent("100");
        String pants = "'conditions': {'categories': ['pants']}, 'discount': {'type': 'amount_off', 'amount': '20.00'}";
        String shirts =
                "'conditions': {'categories': ['shirts']}, 'discount': {'type': 'amount_off', 'amount': '10.00'}";
        return List.of(
                example(
                        "shopify-01",
                        outfit().rule("PANTS", pants).rule("SHIRTS", shirts).rule("SHIP", freeShipping),
                        32_000,
                        2_000,
                        1_000,
                        0),
                example("shopify-02", outfit().rule("PANTS", pants).rule("ORDER", orderPercent("10")), 31_700),
                example(
                        "shopify-03",
                        outfit().policy(PricingPolicy.SHOPIFY)
                                .rule("A", orderPercent("10"))
                                .rule("B", "'conditions': {'min_subtotal': '200.00'}, " + orderPercent("15")),
                        28_250),
                example(
                        "vtex-01",
                        cart().line(1, 19_000)
                                .line(1, 19_000)
                                .line(1, 25_000)
                                .line(1, 15_000)
                                .rule("R", orderAmount("156.00")),
                        62_400,
                        3_800,
                        3_800,
                        5_000,
                        3_000),
                example("stripe-01", cart().line(1, 10_000).rule("R", orderAmount("200.00")), 0, 10_000),
                example("stripe-02", cart().line(1, 30_000).rule("R", orderAmount("200.00")), 10_000, 20_000),
                // What is given back for a line is what the line cost: its price less its own share.
                example(
                        "refund-01",
                        cart().line(1, 15_000).line(1, 6_000).rule("R", orderPercent("20")),
                        16_800,
                        15_000 - 12_000,
                        1_200));
    }

    private static Pricer outfit() {
        return cart().line(1, 10_000, "pants")
                .line(1, 5_000, "shirts")
                .line(1, 20_000)
                .charge("shipping", 2_000);
    }

    private static Pricer cart() {
        return Pricer.cart();
    }

    private static String percent(String percent) {
        return "'discount': {'type': 'percent_off', 'percent': '" + percent + "'}";
    }

    private static String orderPercent(String percent) {
        return "'target': 'order', " + percent(percent);
    }

    private static String orderAmount(String amount) {
        return "'target': 'order', 'discount': {'type': 'amount_off', 'amount': '" + amount + "'}";
    }

    private static String units(String amount, int maxUnits) {
        return "'discount': {'type': 'amount_off', 'amount': '" + amount + "', 'max_units': " + maxUnits + "}";
    }

    private static String sets(int buy, int get, String more) {
        return "'discount': {'type': 'buy_x_get_y', 'buy': {'quantity': " + buy + "}, 'get': {'quantity': " + get
                + ", 'percent': 100}, " + more + "}";
    }

    private static Example example(String name, Pricer cart, long total, long... discounts) {
        List<Long> perLine = Arrays.stream(discounts).boxed().toList();
        return new Example(name, cart, perLine, total, Map.of());
    }
}
