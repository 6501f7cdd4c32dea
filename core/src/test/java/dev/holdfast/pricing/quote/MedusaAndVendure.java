package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Example.example;
import static dev.holdfast.pricing.quote.Example.orderAmount;
import static dev.holdfast.pricing.quote.Example.orderPercent;
import static dev.holdfast.pricing.quote.Example.percent;
import static dev.holdfast.pricing.quote.Example.sets;
import static dev.holdfast.pricing.quote.Example.units;
import static dev.holdfast.pricing.quote.Pricer.cart;

import java.util.List;

/** Examples that Medusa and Vendure publish. */
final class MedusaAndVendure {
    private MedusaAndVendure() {}

    static List<Example> medusa() {
        String cotton = "'conditions': {'categories': ['cotton']}, ";
        String spread = "'discount': {'type': 'amount_off', 'amount': '%s', 'per': 'order'}";
        String buy50 = sets(50, 1000, "'max_sets': 1") + ", 'priority': 1";
        String buy10 = sets(10, 20, "'max_sets': 1") + ", 'priority': 2";
        return List.of(
                example(
                        "medusa-01",
                        cart().item(1, 10_000, "cotton")
                                .item(5, 15_000, "cotton")
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
                                cart().item(1, 5_000, "cotton")
                                        .item(1, 15_000, "cotton")
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
                                cart().item(1, 5_000)
                                        .item(1, 15_000)
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
                                cart().item(1, 5_000)
                                        .item(1, 15_000)
                                        .rule("P1", percent("10"))
                                        .rule("P2", percent("10")),
                                16_200,
                                950,
                                2_850)
                        .with("P1", 2_000)
                        .with("P2", 1_800),
                example(
                        "medusa-12",
                        cart().item(4, 25_000)
                                .item(2, 100_000)
                                .rule("R", "'conditions': {'products': [10]}, " + sets(2, 2, "'max_sets': 1")),
                        250_000,
                        50_000,
                        0),
                example("medusa-13", cart().item(1080, 250).rule("A", buy50).rule("B", buy10), 15_000, 255_000)
                        .with("A", 250_000)
                        .with("B", 5_000),
                example(
                                "medusa-14",
                                cart().item(540, 250)
                                        .item(540, 250)
                                        .rule("A", buy50)
                                        .rule("B", buy10),
                                15_000,
                                127_500,
                                127_500)
                        .with("A", 250_000)
                        .with("B", 5_000),
                example("medusa-16", cart().item(3, 33_333).rule("R", sets(2, 2, "'max_sets': 9")), 99_999, 0));
    }

    private static Pricer twoCottons() {
        return cart().item(2, 10_000, "cotton").item(2, 30_000, "cotton");
    }

    static List<Example> vendure() {
        Pricer weights = cart();
        for (int weight : new int[] {10, 20, 10, 30, 50, 20, 10, 40}) {
            weights.item(1, weight);
        }
        String fixed = "'target': 'order', 'discount': {'type': 'fixed_price', 'price': '4.20'}";
        return List.of(
                example("vendure-03", cart().item(1, 5_000).rule("R", orderAmount("10.00")), 4_000, 1_000),
                example("vendure-04", cart().item(1, 6_000).rule("R", orderAmount("10.00")), 5_000, 1_000),
                example(
                        "vendure-05",
                        cart().item(1, 120).charge("shipping", 500).rule("R", orderAmount("10.00")),
                        500,
                        120),
                example(
                        "vendure-07",
                        cart().item(1, 1_000)
                                .item(1, 1_000, "sale")
                                .item(2, 100, "sale")
                                .rule("R", "'conditions': {'categories': ['sale']}, " + percent("50")),
                        1_600,
                        0,
                        500,
                        100),
                example(
                                "vendure-08",
                                cart().item(2, 1_000, "sale")
                                        .item(1, 5_000)
                                        .rule("C1", "'conditions': {'categories': ['sale']}, " + percent("50"))
                                        .rule("C2", orderPercent("15")),
                                5_100)
                        .with("C1", 1_000)
                        .with("C2", 900),
                example("vendure-09", cart().item(1, 100).item(1, 0).rule("R", orderPercent("20")), 80, 20, 0),
                example(
                        "vendure-10",
                        cart().item(1, 1_000).rule("A", percent("100")).rule("B", percent("20")),
                        0,
                        1_000),
                example("vendure-12", cart().item(1, 1_230).rule("R", fixed), 420, 810),
                example(
                        "vendure-14",
                        cart().item(2, 500).rule("R", "'conditions': {'min_subtotal': '10.00'}, " + fixed),
                        420,
                        580),
                example(
                                "vendure-17",
                                cart().item(1, 155_880)
                                        .rule("ITEM", percent("10"))
                                        .rule("ORDER", orderPercent("10")),
                                126_263,
                                29_617)
                        .with("ITEM", 15_588)
                        .with("ORDER", 14_029),
                example(
                                "vendure-18",
                                cart().item(2, 1_000)
                                        .item(1, 3_499)
                                        .item(4, 255)
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
}
