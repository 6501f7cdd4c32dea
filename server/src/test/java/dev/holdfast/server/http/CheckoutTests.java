package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

interface CheckoutTests extends Served {
    @Test
    default void anOrderIsPlacedShownAndListed() {
        String cart = cartWith(variant(5), 2);
        String user = name("user");

        Reply order = http().post(
                        "/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + ", \"user_id\": \"" + user + "\"}");

        String path = order.is(201).header("Location");
        assertThat(order.id("/cart_id")).isEqualTo(Served.id(cart));
        assertThat(order.at("/items/0/total")).isEqualTo("20.00");
        assertThat(http().get(path).is(200).json()).isEqualTo(order.json());
        Reply listed =
                http().get("/api/v1/orders?status=placed&user_id=" + user).is(200);
        assertThat(listed.json().at("/items/0")).isEqualTo(order.json());
        assertThat(http().get("/api/v1/orders?cart_id=" + Served.id(cart))
                        .json()
                        .get("items"))
                .hasSize(1);
        Reply closed = http().get(cart).is(200);
        assertThat(closed.at("/status")).isEqualTo("checked_out");
        assertThat(closed.id("/order_id")).isEqualTo(order.id("/id"));
    }

    @Test
    default void aCartIsCheckedOutOnce() {
        String cart = cartWith(variant(5), 2);
        long order = checkOut(cart).is(201).id("/id");

        Reply again = checkOut(cart);

        again.isProblem(409, "cart_closed");
        assertThat(again.id("/order_id")).isEqualTo(order);
    }

    @Test
    default void theTotalMustBeTheExpectedOne() {
        String cart = cartWith(variant(5), 2);
        String body = "{\"cart_id\": " + Served.id(cart) + ", \"expected_total\": ";

        Reply refused = http().post("/api/v1/checkout", body + "\"19.00\"}");

        refused.isProblem(409, "price_changed");
        assertThat(refused.at("/expected_total")).isEqualTo("19.00");
        assertThat(refused.at("/total")).isEqualTo("20.00");
        http().post("/api/v1/checkout", body + "\"20.001\"}").isInvalid("/expected_total");
        http().post("/api/v1/checkout", body + "20, \"currency\": \"EUR\"}").isInvalid("/currency");
        http().post("/api/v1/checkout", body + "20}").is(201);
    }

    @Test
    default void aCartThatCannotBeCheckedOutIsRefused() {
        http().post("/api/v1/checkout", "{}").isInvalid("/cart_id");
        http().post("/api/v1/checkout", "{\"cart_id\": 999999999}").isProblem(404, "cart_not_found");
        http().post("/api/v1/checkout", "{\"cart_id\": 999999999, \"expected_total\": 1}")
                .isProblem(404, "cart_not_found");
        checkOut(cart()).isProblem(409, "cart_empty");
        String cart = cartWith(variant(5), 2);
        http().patch(cart, "{\"user_id\": 1}").is(200);
        http().post("/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + ", \"user_id\": 2}")
                .isInvalid("/user_id");
    }

    @Test
    default void listsOfOrdersNameWhatTheyDoNotKnow() {
        http().get("/api/v1/orders?status=lost").isInvalid("/status");
        http().get("/api/v1/orders?cart_id=x").isInvalid("/cart_id");
        http().get("/api/v1/orders?user=1&limit=0").isInvalid("/user", "/limit");
        http().get("/api/v1/orders/999999999").isProblem(404, "order_not_found");
    }
}
