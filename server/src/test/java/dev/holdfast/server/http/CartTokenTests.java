package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A token takes the place of a cart's id. */
interface CartTokenTests extends Served {
    @Test
    default void aTokenTakesThePlaceOfAnId() {
        long variant = variant(10);
        Reply made = http().post("/api/v1/carts", "{}").is(201);
        String token = made.at("/token");
        String cart = "/api/v1/carts/" + token;
        assertThat(token).matches("ct_[A-Za-z0-9_-]{32}");

        Reply put = put(cart, variant, 2).is(201);
        assertThat(put.header("Location")).isEqualTo(cart);
        assertThat(put.id("/id")).isEqualTo(made.id("/id"));
        String item = cart + "/items/" + put.id("/items/0/id");
        assertThat(http().patch(item, "{\"quantity\": 3}").is(200).at("/items/0/quantity"))
                .isEqualTo("3");
        http().put(cart + "/charges/shipping", "{\"amount\": \"4.90\"}").is(200);
        http().delete(cart + "/charges/shipping").is(200);
        http().post(cart + "/extend", "").is(200);
        Reply changed = http().patch(cart, "{\"email\": \"ann@example.org\"}").is(200);
        assertThat(http().get(cart).is(200).json()).isEqualTo(changed.json());
        assertThat(http().get(cart).header("ETag")).isEqualTo(changed.header("ETag"));
        http().with("If-Match", "\"other\"").delete(item).isProblem(412, "precondition_failed");
        http().with("If-Match", changed.header("ETag")).delete(item).is(200);
        assertThat(http().delete(cart).is(200).at("/status")).isEqualTo("deleted");
    }

    @Test
    default void aTokenNamesTheCartToCheckOut() {
        String begun = token(1);
        Reply session = http().post("/api/v1/checkout-sessions", "{\"cart_id\": \"" + begun + "\"}")
                .is(201);
        String bought = token(1);
        Reply order = http().post("/api/v1/checkout", "{\"cart_id\": \"" + bought + "\"}")
                .is(201);

        assertThat(session.id("/cart_id"))
                .isEqualTo(http().get("/api/v1/carts/" + begun).id("/id"));
        assertThat(order.id("/cart_id"))
                .isEqualTo(http().get("/api/v1/carts/" + bought).id("/id"));
    }

    private String token(int quantity) {
        String token = http().post("/api/v1/carts", "{}").at("/token");
        put("/api/v1/carts/" + token, variant(10), quantity).is(201);
        return token;
    }

    @Test
    default void aListShowsNoTokens() {
        String user = name("user");
        http().post("/api/v1/carts", "{\"user_id\": \"" + user + "\"}").is(201);

        Reply listed = http().get("/api/v1/carts?user_id=" + user).is(200);

        assertThat(listed.json().get("items")).hasSize(1);
        assertThat(listed.text()).doesNotContain("\"token\"");
    }

    @Test
    default void aTokenOfNoCartIsNotFoundAndNotRepeated() {
        for (String token : List.of("ct_0123456789abcdefghijklmnopqrstuv", "ct_short", "%63t_x", "abc", "-1", "1e3")) {
            for (Reply reply : List.of(
                    http().get("/api/v1/carts/" + token),
                    http().post("/api/v1/carts/" + token + "/items", "{\"variant_id\": 1, \"quantity\": 1}"))) {
                assertThat(reply.isProblem(404, "cart_not_found").at("/detail"))
                        .isEqualTo("there is no cart with this token");
                assertThat(reply.json().has("cart_id")).isFalse();
            }
        }
        String unknown = "{\"cart_id\": \"ct_0123456789abcdefghijklmnopqrstuv\"}";
        http().post("/api/v1/checkout-sessions", unknown).isProblem(404, "cart_not_found");
        http().post("/api/v1/checkout", unknown).isProblem(404, "cart_not_found");
    }

    @Test
    default void aTextThatIsNoTokenIsNoCartOfABody() {
        for (String path : List.of("/api/v1/checkout-sessions", "/api/v1/checkout")) {
            Reply refused = http().post(path, "{\"cart_id\": \"secret\"}");
            refused.isInvalid("/cart_id");
            assertThat(refused.text()).doesNotContain("secret");
            http().post(path, "{\"cart_id\": \"0\"}").isInvalid("/cart_id");
            http().post(path, "{\"cart_id\": \"\"}").isInvalid("/cart_id");
            http().post(path, "{\"cart_id\": true}").isInvalid("/cart_id");
            http().post(path, "{}").isInvalid("/cart_id");
            http().post(path, "{\"cart_id\": \"999999999\"}").isProblem(404, "cart_not_found");
        }
    }

    @Test
    default void noTokenIsLogged() {
        try (LogLines access = LogLines.of("dev.holdfast.server.access")) {
            String token = token(1);
            String session = http().post("/api/v1/checkout-sessions", "{\"cart_id\": \"" + token + "\"}")
                    .at("/id");
            List<String> secrets = List.of(token, session, token.substring(3), session.substring(3));
            http().get("/api/v1/carts/" + token).is(200);
            http().delete("/api/v1/carts/" + token + "/items/99").is(409);
            http().delete("/api/v1/carts/" + token + "/charges/none").is(409);
            http().post("/api/v1/checkout-sessions/" + session + "/cancel", "").is(200);
            http().delete("/api/v1/carts/" + token + "/items/99").is(404);
            http().get("/api/v1/carts/" + token + "/nothing").is(404);
            http().get("/api/v1/carts/" + token.substring(3)).is(404);
            http().get("/api/v1/carts/" + token + "x").is(404);
            http().get("/api/v1/checkout-sessions/" + session + "x").is(404);
            http().get("/api/v1/carts/%63" + token.substring(1) + "/nothing").is(404);
            http().get("/" + token).is(404);

            assertThat(access.lines())
                    .hasSizeGreaterThanOrEqualTo(12)
                    .noneMatch(line -> secrets.stream().anyMatch(line::contains))
                    .anyMatch(line -> line.startsWith("DELETE /api/v1/carts/.../items/99 404"));
        }
    }
}
