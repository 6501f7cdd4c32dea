package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

interface GiftTests extends Served {
    @Test
    default void aGiftComesWithWhatEarnsItAndCanBeRemoved() {
        String code = name("RULE");
        long bought = variant(5);
        long given = variant(1);
        http().post("/api/v1/pricing-rules", """
                {"code": "%s", "discount": {"type": "gift", "variant": %d, "quantity": 1, "max_times": 1,
                 "buy": {"variants": [%d], "quantity": 2}}}""".formatted(code, given, bought)).is(201);
        String line = "{\"variant_id\": " + bought + ", \"quantity\": 2}";

        Reply quote =
                http().post("/api/v1/quotes", "{\"lines\": [" + line + "]}").is(200);
        String cart = cart();
        Reply first = http().with("Idempotency-Key", name("key"))
                .post(cart + "/items", line)
                .is(201);
        Reply second = put(cart(), bought, 2).is(201);

        assertThat(quote.id("/gifts/0/variant_id")).isEqualTo(given);
        assertThat(first.at("/items/1/gift_rule")).isEqualTo(code);
        assertThat(first.at("/items/1/subtotal")).isEqualTo("10.00");
        assertThat(first.at("/items/1/total")).isEqualTo("0.00");
        assertThat(first.json().at("/items/0/gift_rule").isNull()).isTrue();
        assertThat(first.at("/total")).isEqualTo("20.00");
        assertThat(second.json().get("items")).hasSize(1);
        assertThat(second.at("/explanation/0/reason")).isEqualTo("gift_unavailable");
        String gift = cart + "/items/" + first.id("/items/1/id");
        assertThat(http().patch(gift, "{\"quantity\": 2}")
                        .isProblem(409, "gift_line")
                        .at("/rule_code"))
                .isEqualTo(code);
        assertThat(http().delete(gift).is(200).at("/explanation/0/reason")).isEqualTo("gift_declined");
        http().delete("/api/v1/pricing-rules/" + code).is(204);
    }

    @Test
    default void anOrderNamesTheRuleThatGave() {
        String code = name("RULE");
        long bought = variant(5);
        long given = variant(1);
        http().post("/api/v1/pricing-rules", """
                {"code": "%s", "discount": {"type": "gift", "variant": %d, "quantity": 1, "max_times": 1,
                 "buy": {"variants": [%d], "quantity": 1}}}""".formatted(code, given, bought)).is(201);

        Reply order = checkOut(cartWith(bought, 1)).is(201);

        assertThat(order.at("/items/1/gift_rule")).isEqualTo(code);
        assertThat(order.at("/items/1/explanation/0/amount")).isEqualTo("10.00");
        assertThat(order.at("/total")).isEqualTo("10.00");
        assertThat(http().get(order.header("Location")).json()).isEqualTo(order.json());
        http().delete("/api/v1/pricing-rules/" + code).is(204);
    }
}
