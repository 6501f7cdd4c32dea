package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

interface ChargeTests extends Served {
    private Reply charge(String cart, String code, String json) {
        return http().send("PUT", cart + "/charges/" + code, json);
    }

    @Test
    default void aChargeIsInTheTotalAndOnTheOrder() {
        String cart = cartWith(variant(5), 2);

        Reply set = charge(cart, "shipping", "{\"amount\": \"4.90\", \"name\": \"Standard shipping\"}")
                .is(200);
        Reply again = charge(cart, "shipping", "{\"amount\": 3.9, \"currency\": \"USD\"}")
                .is(200);
        charge(cart, "gift%20wrap", "{\"amount\": 0}").is(200);

        assertThat(set.at("/charges/0/name")).isEqualTo("Standard shipping");
        assertThat(set.at("/total")).isEqualTo("24.90");
        assertThat(again.at("/charge_total")).isEqualTo("3.90");
        assertThat(again.json().at("/charges/0/name").isNull()).isTrue();
        Reply order = http().post(
                        "/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + ", \"expected_total\": \"23.90\"}")
                .is(201);
        assertThat(order.at("/charges/0/code")).isEqualTo("gift wrap");
        assertThat(order.at("/charges/1/total")).isEqualTo("3.90");
        assertThat(order.at("/charge_total")).isEqualTo("3.90");
        assertThat(http().get(order.header("Location")).json()).isEqualTo(order.json());
        charge(cart, "shipping", "{\"amount\": 1}").isProblem(409, "cart_closed");
        http().delete(cart + "/charges/shipping").isProblem(409, "cart_closed");
    }

    @Test
    default void aWrongChargeIsRefused() {
        String cart = cart();

        charge(cart, "a", "{}").isInvalid("/amount");
        charge(cart, "a", "{\"amount\": -1, \"name\": \"\", \"kind\": \"x\"}").isInvalid("/amount", "/name", "/kind");
        charge(cart, "a", "{\"amount\": \"1.005\"}").isInvalid("/amount");
        charge(cart, "x".repeat(101), "{\"amount\": 1}").isInvalid("/charge_code");
        charge(cart, "%20", "{\"amount\": 1}").isProblem(404, "charge_not_found");
        charge(cart, "a", "{\"amount\": 1, \"currency\": \"EUR\"}").isProblem(409, "currency_mismatch");
        charge("/api/v1/carts/999999999", "a", "{\"amount\": 1}").isProblem(404, "cart_not_found");
        http().delete(cart + "/charges/a").isProblem(404, "charge_not_found");
        for (int i = 0; i < 50; i++) {
            charge(cart, "c" + i, "{\"amount\": 1}").is(200);
        }
        assertThat(charge(cart, "more", "{\"amount\": 1}")
                        .isProblem(409, "too_many_charges")
                        .at("/limit"))
                .isEqualTo("50");
        checkOut(cart).isProblem(409, "cart_empty");
        assertThat(http().delete(cart + "/charges/c0").is(200).json().get("charges"))
                .hasSize(49);
    }

    @Test
    default void attributesAreMergedIntoThoseOfTheCart() {
        Reply made = http().post("/api/v1/carts", "{\"attributes\": {\"channel\": \"web\", \"region\": \"south\"}}")
                .is(201);
        String cart = made.header("Location");

        Reply changed = http().patch(cart, "{\"attributes\": {\"channel\": null, \"store\": \"7\"}}")
                .is(200);

        assertThat(made.at("/attributes/channel")).isEqualTo("web");
        assertThat(changed.json().get("attributes")).hasSize(2);
        assertThat(changed.at("/attributes/store")).isEqualTo("7");
        http().patch(cart, "{\"attributes\": {\"a\": 1, \"\": \"x\"}}").isInvalid("/attributes/a", "/attributes/");
        http().patch(cart, "{\"attributes\": []}").isInvalid("/attributes");
        http().post("/api/v1/carts", "{\"attributes\": {\"a\": null}}").isInvalid("/attributes/a");
        assertThat(http().patch(cart, "{\"attributes\": null}").is(200).json().get("attributes"))
                .isEmpty();
    }

    @Test
    default void aQuoteTakesChargesAttributesAndAPolicy() {
        String code = name("RULE");
        String channel = name("channel");
        http().post("/api/v1/pricing-rules", """
                {"code": "%s", "target": "charge", "discount": {"type": "percent_off", "percent": 50},
                 "conditions": {"charges": ["shipping"], "attributes": [{"name": "channel", "in": ["%s"]}]}}""".formatted(code, channel)).is(201);
        String lines = "{\"lines\": [{\"variant_id\": " + variant(5) + ", \"quantity\": 2}], ";

        Reply quote = http().post(
                        "/api/v1/quotes",
                        lines
                                + "\"charges\": [{\"code\": \"shipping\", \"amount\": \"4.90\"}], \"policy\": \"shopify\","
                                + " \"orders_placed\": 0, \"attributes\": {\"channel\": \"" + channel + "\"}}")
                .is(200);

        assertThat(quote.at("/policy")).isEqualTo("shopify");
        assertThat(quote.at("/charges/0/total")).isEqualTo("2.45");
        assertThat(quote.at("/charges/0/explanation/0/rule")).isEqualTo(code);
        assertThat(quote.at("/charge_total")).isEqualTo("4.90");
        assertThat(quote.at("/total")).isEqualTo("22.45");
        assertThat(http().post("/api/v1/quotes", lines + "\"policy\": \"saleor;equal_units=item_by_item\"}")
                        .is(200)
                        .at("/policy"))
                .isEqualTo("holdfast;level=unit;equal_units=item_by_item");
        http().post("/api/v1/quotes", lines + "\"policy\": \"amazon\", \"charges\": [{\"code\": \"a\"}]}")
                .isInvalid("/policy", "/charges/0/amount");
        http().post("/api/v1/quotes", lines + "\"charges\": [{\"code\": \"a\", \"amount\": \"0.001\"}]}")
                .isInvalid("/charges/0/amount");
        http().post(
                        "/api/v1/quotes",
                        lines + "\"charges\": [{\"code\": \"a\", \"amount\": 1}, {\"code\": \"a\", \"amount\": 1}]}")
                .isInvalid("/charges/1/code");
        http().delete("/api/v1/pricing-rules/" + code).is(204);
    }
}
