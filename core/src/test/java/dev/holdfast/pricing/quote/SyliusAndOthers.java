package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Example.example;
import static dev.holdfast.pricing.quote.Example.orderAmount;
import static dev.holdfast.pricing.quote.Example.orderPercent;
import static dev.holdfast.pricing.quote.Example.percent;
import static dev.holdfast.pricing.quote.Pricer.cart;

import java.util.List;
import java.util.Map;

/** Examples that Sylius, Shopify, VTEX, Stripe and others publish. */
final class SyliusAndOthers {
    private SyliusAndOthers() {}

    static List<Example> sylius() {
        String jackets = "'conditions': {'categories': ['jackets']%s}, ";
        String freeShipping = "'target': 'charge', 'conditions': {'min_subtotal': '100.00'}, " + percent("100");
        return List.of(
                example(
                        "sylius-01",
                        cart().item(1, 5_000)
                                .user("u", 0, Map.of())
                                .rule("R", "'conditions': {'nth_order': 1}, " + orderPercent("20")),
                        4_000,
                        1_000),
                example(
                                "sylius-03",
                                cart().item(7, 10_000, "jackets")
                                        .rule("A", jackets.formatted(", 'min_subtotal': '500.00'") + percent("20"))
                                        .rule("B", "'conditions': {'min_subtotal': '500.00'}, " + orderAmount("50.00")),
                                51_000,
                                19_000)
                        .with("A", 14_000)
                        .with("B", 5_000),
                example(
                        "sylius-04",
                        cart().item(1, 8_000, "trousers")
                                .item(1, 10_000, "jackets")
                                .rule(
                                        "R",
                                        jackets.formatted(", 'contains': [{'categories': ['trousers']}]")
                                                + percent("10")),
                        17_000,
                        0,
                        1_000),
                example(
                        "sylius-05",
                        cart().item(1, 1_000, "formal")
                                .item(1, 5_000, "dresses")
                                .item(1, 8_000, "trousers")
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
                                cart().item(1, 8_000, "trousers")
                                        .item(1, 10_000, "jackets")
                                        .rule("A", jackets.formatted("") + percent("10"))
                                        .rule("B", orderAmount("20.00")),
                                15_000)
                        .with("A", 1_000)
                        .with("B", 2_000),
                example(
                                "sylius-07",
                                cart().item(1, 10_000)
                                        .rule("F", "'priority': -1, " + orderAmount("10.00"))
                                        .rule("P", "'priority': -4, " + orderPercent("20")),
                                7_000,
                                3_000)
                        .with("P", 2_000)
                        .with("F", 1_000),
                example(
                                "sylius-08",
                                cart().item(1, 10_000)
                                        .rule("F", "'priority': -5, " + orderAmount("10.00"))
                                        .rule("P", "'priority': -2, " + orderPercent("20")),
                                7_200,
                                2_800)
                        .with("F", 1_000)
                        .with("P", 1_800),
                example(
                        "sylius-27",
                        cart().item(1, 12_000)
                                .charge("shipping", 1_000)
                                .rule("P", orderPercent("50"))
                                .rule("S", freeShipping),
                        7_000,
                        6_000),
                example(
                        "sylius-28",
                        cart().item(2, 12_000)
                                .charge("shipping", 1_000)
                                .rule("P", orderPercent("50"))
                                .rule("S", freeShipping),
                        12_000,
                        12_000),
                example(
                        "sylius-35",
                        cart().item(1, 994).policy(PricingPolicy.SYLIUS).rule("R", percent("15")),
                        845,
                        149),
                example(
                        "sylius-37",
                        cart().item(1, 10_000)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("N", "'priority': -100, " + percent("50"))
                                .rule("X", "'priority': -500, 'stacking': 'exclusive', " + percent("30")),
                        7_000,
                        3_000),
                example(
                        "sylius-39",
                        cart().item(1, 10_000, "T")
                                .item(1, 2_000)
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
                        cart().item(1, 10_000, "T")
                                .item(1, 2_000)
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
                                cart().item(1, 10_000, "T")
                                        .item(2, 2_000, "M")
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
                        cart().item(1, 4_300)
                                .item(1, 1_400)
                                .item(1, 2_300)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("R", orderAmount("3.00")),
                        7_700,
                        162,
                        52,
                        86),
                example(
                        "sylius-48",
                        cart().item(1, 1_000)
                                .item(1, 1_000)
                                .item(1, 1_000)
                                .policy(PricingPolicy.SYLIUS)
                                .rule("R", orderAmount("10.00")),
                        2_000,
                        334,
                        333,
                        333));
    }

    static List<Example> syliusFloors() {
        return List.of(
                example("sylius-11", cart().floored(1, 5_000, 4_500).rule("R", percent("50")), 4_500, 500),
                example(
                        "sylius-13",
                        cart().floored(1, 5_000, 4_500)
                                .item(1, 2_000)
                                .rule("R", "'conditions': {'min_quantity': 2}, " + orderAmount("20.00")),
                        5_000,
                        500,
                        1_500),
                example(
                        "sylius-14",
                        cart().floored(1, 5_000, 4_500).item(1, 2_000).rule("R", orderPercent("20")),
                        5_600,
                        500,
                        900),
                example(
                        "sylius-15",
                        cart().floored(1, 5_000, 4_500).item(3, 2_000).rule("R", orderAmount("25.00")),
                        8_500,
                        500,
                        2_000),
                example(
                        "sylius-16",
                        cart().floored(2, 5_000, 4_500).item(3, 2_000).rule("R", orderAmount("20.00")),
                        14_000,
                        1_000,
                        1_000),
                example(
                        "sylius-17",
                        cart().floored(2, 5_000, 4_500)
                                .item(2, 2_000)
                                .item(1, 4_000)
                                .rule("R", orderAmount("27.00")),
                        15_300,
                        1_000,
                        850,
                        850),
                example(
                        "sylius-18",
                        cart().floored(2, 5_000, 4_500)
                                .floored(2, 2_000, 1_500)
                                .item(1, 3_000)
                                .item(1, 1_000)
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

    static List<Example> others() {
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
                        cart().item(1, 19_000)
                                .item(1, 19_000)
                                .item(1, 25_000)
                                .item(1, 15_000)
                                .rule("R", orderAmount("156.00")),
                        62_400,
                        3_800,
                        3_800,
                        5_000,
                        3_000),
                example("stripe-01", cart().item(1, 10_000).rule("R", orderAmount("200.00")), 0, 10_000),
                example("stripe-02", cart().item(1, 30_000).rule("R", orderAmount("200.00")), 10_000, 20_000),
                // The refund for an item is what the item cost: its price less its own share.
                example(
                        "refund-01",
                        cart().item(1, 15_000).item(1, 6_000).rule("R", orderPercent("20")),
                        16_800,
                        15_000 - 12_000,
                        1_200));
    }

    private static Pricer outfit() {
        return cart().item(1, 10_000, "pants")
                .item(1, 5_000, "shirts")
                .item(1, 20_000)
                .charge("shipping", 2_000);
    }
}
