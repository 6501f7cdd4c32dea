package dev.holdfast.pricing.quote;

import static dev.holdfast.pricing.quote.Example.example;
import static dev.holdfast.pricing.quote.Example.orderAmount;
import static dev.holdfast.pricing.quote.Example.orderPercent;
import static dev.holdfast.pricing.quote.Example.percent;
import static dev.holdfast.pricing.quote.Pricer.cart;

import java.util.List;

/** Examples that Saleor and Solidus publish. */
final class SaleorAndSolidus {
    private SaleorAndSolidus() {}

    static List<Example> saleor() {
        return List.of(
                example(
                        "saleor-02",
                        cart().item(1, 104)
                                .item(1, 204)
                                .item(1, 304)
                                .item(1, 404)
                                .policy(PricingPolicy.SALEOR)
                                .rule("R", percent("10")),
                        916,
                        10,
                        20,
                        30,
                        40),
                example(
                        "saleor-03",
                        cart().item(2, 1_999)
                                .policy(PricingPolicy.SALEOR)
                                .rule("P", percent("13"))
                                .rule("V", orderPercent("13")),
                        3_026,
                        972),
                example(
                        "saleor-06",
                        cart().item(2, 7_777)
                                .policy(PricingPolicy.SALEOR)
                                .rule("P", percent("17.5"))
                                .rule("V", orderAmount("25.00")),
                        10_332,
                        5_222),
                example(
                        "saleor-07",
                        cart().item(1, 1_999)
                                .item(1, 10_999)
                                .rule(
                                        "R",
                                        "'discount': {'type': 'percent_off', 'percent': 15, 'max_units': 1,"
                                                + " 'max_units_per': 'order', 'max_units_first': 'cheapest'}"),
                        12_698,
                        300,
                        0),
                example(
                                "saleor-10",
                                cart().item(1, 3_000)
                                        .rule("A", "'group': 'g', " + percent("11"))
                                        .rule("B", "'group': 'g', " + percent("13")),
                                2_610,
                                390)
                        .with("A", 0)
                        .with("B", 390),
                example("saleor-22", cart().item(1, 900).rule("R", percent("10")), 810, 90),
                // The collection omits the gift from its figures; here it is an item at full value and full discount.
                example(
                        "saleor-23",
                        cart().item(1, 1_200)
                                .gift(1, 500, "B")
                                .rule("A", "'group': 'g', " + orderPercent("10"))
                                .rule("B", "'group': 'g', 'discount': {'type': 'gift', 'variant': 21}"),
                        1_200,
                        0,
                        500),
                example(
                        "saleor-24",
                        cart().item(1, 9_596)
                                .charge("shipping", 1_000)
                                .rule("R", "'conditions': {'min_subtotal': '100.00'}, " + orderAmount("10.00")),
                        10_596,
                        0),
                example("saleor-25", cart().item(1, 1_999).rule("R", percent("25")), 1_499, 500),
                example(
                        "saleor-26",
                        cart().item(10, 10_000).rule("P", percent("40")).rule("V", orderPercent("70")),
                        18_000,
                        82_000));
    }

    static List<Example> solidus() {
        String pairs = "'discount': {'type': 'unit_groups', 'size': 2, 'amount': '5.00'}";
        return List.of(
                example(
                        "solidus-01",
                        cart().item(1, 2_000).item(1, 3_000).item(1, 10_000).rule("R", orderAmount("15.00")),
                        13_500,
                        200,
                        300,
                        1_000),
                example(
                        "solidus-06",
                        cart().item(1, 1_200)
                                .item(1, 2_300)
                                .item(1, 1_000)
                                .rule("R", "'max_discount': '50.00', " + orderPercent("15")),
                        3_825,
                        180,
                        345,
                        150),
                example(
                        "solidus-15",
                        cart().item(10, 5_000)
                                .rule(
                                        "R",
                                        "'discount': {'type': 'amount_off', 'first_amount': '1.13', 'amount': '2.11',"
                                                + " 'max_units': 5}"),
                        49_043,
                        957),
                example(
                        "solidus-17",
                        cart().item(7, 5_000, "clothes")
                                .item(5, 1_000, "clothes")
                                .rule(
                                        "R",
                                        "'conditions': {'categories': ['clothes']}, 'discount': {'type':"
                                                + " 'quantity_breaks', 'per': 'order', 'breaks': [{'from': 1, 'percent': 10},"
                                                + " {'from': 10, 'percent': 15}]}"),
                        34_000,
                        5_250,
                        750),
                example("solidus-18", cart().item(1, 1_000).rule("R", pairs), 1_000, 0),
                example("solidus-19", cart().item(2, 1_000).rule("R", pairs), 1_000, 1_000),
                example(
                                "solidus-25",
                                cart().item(1, 3_000, "shirt")
                                        .item(1, 4_000)
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
                        cart().item(1, 1_999)
                                .item(1, 1_999)
                                .rule("R", "'conditions': {'variants': [11]}, " + percent("20")),
                        3_598,
                        400,
                        0),
                example(
                        "solidus-28",
                        cart().item(1, 1_999)
                                .item(1, 1_999)
                                .gift(1, 400, "G")
                                .rule("G", "'discount': {'type': 'gift', 'variant': 31, 'buy': {'products': [10]}}"),
                        3_998,
                        0,
                        0,
                        400));
    }
}
