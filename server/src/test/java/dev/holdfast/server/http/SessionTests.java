package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

interface SessionTests extends Served {
    String SESSIONS = "/api/v1/checkout-sessions";

    private static String payment(String kind, String amount, String reference) {
        return "{\"kind\": \"" + kind + "\", \"amount\": \"" + amount + "\", \"reference\": \"" + reference + "\"}";
    }

    private static String paid(String amount, String reference) {
        return "{\"payment\": " + payment("captured", amount, reference) + "}";
    }

    /** A session whose time is over, and whose two units at 10.00 another cart holds; returns its path. */
    private String shortSession(long variant) {
        String session = session(cartWith(variant, 2));
        shop().clock.advance(Duration.ofMinutes(30));
        return session;
    }

    @Test
    default void aSessionBecomesAnOrderThatIsPaid() {
        long variant = variant(5);
        String cart = cartWith(variant, 2);
        Reply begun = http().post(
                        SESSIONS,
                        "{\"cart_id\": " + Served.id(cart)
                                + ", \"user_id\": 7, \"expected_total\": 20, \"currency\": \"USD\", \"email\": \"a@b.example\","
                                + " \"reference\": \"W-1\", \"metadata\": {\"lane\": 2}, \"expires_in\": 600}")
                .is(201);
        String session = begun.header("Location");

        assertThat(session).isEqualTo(SESSIONS + "/" + begun.at("/id"));
        assertThat(begun.at("/status")).isEqualTo("open");
        assertThat(begun.at("/total")).isEqualTo("20.00");
        assertThat(begun.at("/expires_at"))
                .isEqualTo(shop().clock.instant().plusSeconds(600).toString());
        assertThat(http().get(session).is(200).json()).isEqualTo(begun.json());

        Reply order = http().post(session + "/complete", paid("20.00", "pi_1")).is(200);

        assertThat(order.at("/payment_status")).isEqualTo("paid");
        assertThat(order.at("/user_id")).isEqualTo("7");
        assertThat(order.at("/email")).isEqualTo("a@b.example");
        assertThat(order.at("/reference")).isEqualTo("W-1");
        assertThat(order.id("/metadata/lane")).isEqualTo(2);
        Reply shown = http().get("/api/v1/orders/" + order.id("/id")).is(200);
        assertThat(shown.json()).isEqualTo(order.json());
        assertThat(shown.header("ETag")).isEqualTo(order.header("ETag"));
        Reply completed = http().get(session).is(200);
        assertThat(completed.at("/status")).isEqualTo("completed");
        assertThat(completed.id("/order_id")).isEqualTo(order.id("/id"));
        assertThat(http().post(session + "/complete", paid("20.00", "pi_1"))
                        .is(200)
                        .json())
                .isEqualTo(order.json());
        assertThat(http().send("POST", session + "/complete", (byte[]) null)
                        .is(200)
                        .json())
                .isEqualTo(order.json());
        Reply closed = http().post(session + "/cancel", "{}").isProblem(409, "checkout_session_closed");
        assertThat(closed.id("/order_id")).isEqualTo(order.id("/id"));
    }

    @Test
    default void aCartInASessionStaysAsItIsUntilItIsCancelled() {
        long variant = variant(5);
        String cart = cartWith(variant, 1);
        String session = session(cart);
        Map<String, String> bodies = Map.of(
                "POST " + cart + "/items",
                "{\"variant_id\": " + variant + ", \"quantity\": 2}",
                "PATCH " + cart + "/items/1",
                "{\"quantity\": 2}",
                "DELETE " + cart + "/items/1",
                "",
                "PUT " + cart + "/charges/fee",
                "{\"amount\": 1}",
                "DELETE " + cart + "/charges/fee",
                "",
                "POST " + cart + "/extend",
                "{}",
                "PATCH " + cart,
                "{\"user_id\": 1}",
                "DELETE " + cart,
                "",
                "POST /api/v1/checkout",
                "{\"cart_id\": " + Served.id(cart) + "}",
                "POST " + SESSIONS,
                "{\"cart_id\": " + Served.id(cart) + "}");

        bodies.forEach((request, body) -> {
            String[] parts = request.split(" ", -1);
            Reply refused = body.isEmpty()
                    ? http().send(parts[0], parts[1], (byte[]) null)
                    : http().with("Content-Type", "application/json")
                            .send(parts[0], parts[1], body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            refused.isProblem(409, "cart_in_checkout");
            assertThat(session).as(request).endsWith("/" + refused.at("/checkout_session_id"));
            assertThat(refused.at("/expires_at")).isEqualTo(http().get(session).at("/expires_at"));
            assertThat(refused.id("/cart_id")).isEqualTo(Served.id(cart));
        });

        Reply shown = http().get(cart);
        assertThat(session).endsWith("/" + shown.at("/checkout_session/id"));
        assertThat(shown.at("/checkout_session/expires_at"))
                .isEqualTo(http().get(session).at("/expires_at"));

        Reply cancelled =
                http().send("POST", session + "/cancel", (byte[]) null).is(200);
        assertThat(http().get(cart).at("/checkout_session")).isEqualTo("null");
        assertThat(cancelled.at("/status")).isEqualTo("cancelled");
        put(cart, variant, 2).is(200);
        Reply late =
                http().post(session + "/complete", paid("10.00", "pi_2")).isProblem(409, "checkout_session_closed");
        assertThat(late.at("/session_status")).isEqualTo("cancelled");
        assertThat(late.at("/refund_due")).isEqualTo("10.00");
        assertThat(http().get(session).at("/payments/0/flag")).isEqualTo("duplicate");
    }

    @Test
    default void aLatePaymentTakesTheUnitsThatAreThere() {
        long variant = variant(2);
        String session = session(cartWith(variant, 2));
        shop().clock.advance(Duration.ofMinutes(30));
        assertThat(http().get(session).at("/status")).isEqualTo("expired");

        assertThat(http().post(session + "/complete", paid("20.00", "pi_3"))
                        .is(200)
                        .at("/payment_status"))
                .isEqualTo("paid");
    }

    @Test
    default void aLatePaymentForUnitsThatAreGoneIsKeptUnderAKeyAsWell() {
        long variant = variant(2);
        String session = shortSession(variant);
        cartWith(variant, 1);
        Client keyed = http().with(Api.IDEMPOTENCY_KEY, name("key"));

        Reply first = keyed.post(session + "/complete", paid("20.00", "pi_4")).isProblem(409, "stock_shortfall");

        assertThat(first.at("/session_status")).isEqualTo("shortfall");
        assertThat(first.at("/refund_due")).isEqualTo("20.00");
        assertThat(first.at("/currency")).isEqualTo("USD");
        assertThat(first.id("/shortages/0/variant_id")).isEqualTo(variant);
        assertThat(first.id("/shortages/0/requested")).isEqualTo(2);
        assertThat(first.id("/shortages/0/available")).isEqualTo(1);
        Reply kept = http().get(session).is(200);
        assertThat(kept.at("/status")).isEqualTo("shortfall");
        assertThat(kept.at("/payments/0/reference")).isEqualTo("pi_4");
        assertThat(http().get(SESSIONS + "?status=shortfall&cart_id=" + kept.id("/cart_id"))
                        .is(200)
                        .json()
                        .at("/items/0"))
                .isEqualTo(kept.json());
        Reply again = keyed.post(session + "/complete", paid("20.00", "pi_4")).isProblem(409, "stock_shortfall");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
        assertThat(http().get(session).json()).isEqualTo(kept.json());
    }

    @Test
    default void aShortfallIsCompletedOnceItsUnitsAreThere() {
        long variant = variant(2);
        String session = shortSession(variant);
        String other = cartWith(variant, 1);
        http().post(session + "/complete", paid("20.00", "pi_5")).isProblem(409, "stock_shortfall");
        http().send("DELETE", other, (byte[]) null).is(200);

        http().post(session + "/complete", "{}").isProblem(409, "stock_shortfall");
        assertThat(http().post(session + "/complete", "{\"payment\": null, \"retry\": true}")
                        .is(200)
                        .at("/payment_status"))
                .isEqualTo("paid");
    }

    @Test
    default void aShortfallIsRefunded() {
        long variant = variant(2);
        String session = shortSession(variant);
        cartWith(variant, 1);
        http().post(session + "/complete", paid("20.00", "pi_6")).isProblem(409, "stock_shortfall");

        Reply refunded = http().post(session + "/payments", payment("refunded", "20.00", "re_6"))
                .is(201);

        assertThat(refunded.header("Location")).isEqualTo(session);
        assertThat(refunded.at("/status")).isEqualTo("refunded");
        assertThat(refunded.at("/refund_due")).isEqualTo("0.00");
        Reply closed =
                http().post(session + "/complete", "{\"retry\": true}").isProblem(409, "checkout_session_closed");
        assertThat(closed.at("/session_status")).isEqualTo("refunded");
    }

    @Test
    default void aShortfallWhoseCartIsDeletedWaitsForItsRefund() {
        long variant = variant(2);
        String session = shortSession(variant);
        cartWith(variant, 1);
        http().post(session + "/complete", paid("20.00", "pi_14")).isProblem(409, "stock_shortfall");
        http().send("DELETE", "/api/v1/carts/" + http().get(session).id("/cart_id"), (byte[]) null)
                .is(200);

        Reply closed =
                http().post(session + "/complete", "{\"retry\": true}").isProblem(409, "checkout_session_closed");

        assertThat(closed.at("/session_status")).isEqualTo("shortfall");
        assertThat(closed.at("/refund_due")).isEqualTo("20.00");
        assertThat(closed.json().has("shortages")).isFalse();
        assertThat(http().get(session).json().at("/shortages")).isEmpty();
        http().post(session + "/payments", payment("refunded", "20.00", "re_14"))
                .is(201);
    }

    @Test
    default void aShortfallThatWasOnlyAuthorizedIsGivenUp() {
        long variant = variant(2);
        String session = shortSession(variant);
        cartWith(variant, 1);
        String authorized = "{\"payment\": " + payment("authorized", "20.00", "pi_13") + "}";

        Reply refused = http().post(session + "/complete", authorized).isProblem(409, "stock_shortfall");

        assertThat(refused.at("/session_status")).isEqualTo("shortfall");
        assertThat(refused.at("/refund_due")).isEqualTo("0.00");
        assertThat(http().post(session + "/payments", payment("failed", "20.00", "pi_13"))
                        .is(201)
                        .at("/status"))
                .isEqualTo("refunded");
    }

    @Test
    default void withoutAPaymentMissingUnitsOweNobodyAnything() {
        long variant = variant(2);
        String session = shortSession(variant);
        cartWith(variant, 1);

        Reply refused = http().post(session + "/complete", "{}").isProblem(409, "stock_shortfall");

        assertThat(refused.at("/session_status")).isEqualTo("expired");
        assertThat(refused.at("/refund_due")).isEqualTo("0.00");
    }

    @Test
    default void anotherPaymentIsAnotherAmountToGiveBack() {
        String session = session(cartWith(variant(5), 2));
        http().post(session + "/payments", payment("authorized", "20.00", "pi_7"))
                .is(201);
        http().post(session + "/complete", paid("20.00", "pi_7")).is(200);

        Reply order = http().post(session + "/complete", paid("20.00", "pi_8")).is(200);

        assertThat(order.at("/refund_due")).isEqualTo("20.00");
        assertThat(http().get(session).at("/payments/2/flag")).isEqualTo("duplicate");
    }

    @Test
    default void someItemsAreBoughtAndTheOthersStay() {
        long first = variant(5);
        String cart = cartWith(first, 3);
        put(cart, variant(5), 2).is(201);
        String begun = "{\"cart_id\": " + Served.id(cart) + ", \"items\": ";

        Reply session = http().post(SESSIONS, begun + "[{\"item_id\": 1, \"quantity\": 1}]}")
                .is(201);
        assertThat(session.at("/total")).isEqualTo("10.00");
        http().post(session.header("Location") + "/complete", paid("10.00", "pi_9"))
                .is(200);
        assertThat(http().get(cart).at("/total")).isEqualTo("40.00");

        Reply order =
                http().post("/api/v1/checkout", begun + "[{\"item_id\": 2}]}").is(201);
        assertThat(order.at("/total")).isEqualTo("20.00");
        assertThat(http().get(cart).at("/status")).isEqualTo("open");
        assertThat(http().post("/api/v1/checkout", begun + "null}").is(201).at("/total"))
                .isEqualTo("20.00");
        assertThat(http().get("/api/v1/orders?cart_id=" + Served.id(cart))
                        .json()
                        .get("items"))
                .hasSize(3);
    }

    @Test
    default void sessionsAreListedPageByPage() {
        String cart = cartWith(variant(5), 1);
        String list = SESSIONS + "?cart_id=" + Served.id(cart);
        for (int i = 0; i < 3; i++) {
            http().post(session(cart) + "/cancel", "{}").is(200);
        }
        String open = session(cart);

        Reply first = http().get(list + "&limit=3").is(200);
        Reply rest =
                http().get(list + "&limit=3&cursor=" + first.at("/next_cursor")).is(200);

        assertThat(open).endsWith(first.at("/items/0/id"));
        assertThat(first.json().get("items")).hasSize(3);
        assertThat(rest.json().get("items")).hasSize(1);
        assertThat(http().get(list + "&status=open").json().get("items")).hasSize(1);
        assertThat(http().get(list + "&status=cancelled").json().get("items")).hasSize(3);
        http().get(SESSIONS + "?status=lost&cart_id=x&colour=red").isInvalid("/status", "/cart_id", "/colour");
        http().get(SESSIONS + "?cursor=x").isInvalid("/cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "86401", "-1", "\"x\"", "1.5", "1e9", "true"})
    default void aSessionLastsFromASecondToADay(String time) {
        String cart = cartWith(variant(5), 1);
        http().post(SESSIONS, "{\"cart_id\": " + Served.id(cart) + ", \"expires_in\": " + time + "}")
                .isInvalid("/expires_in");
        put(cart, variant(5), 1).is(201);
    }

    @Test
    default void whatIsNotValidIsNamedAndNothingIsDone() {
        String cart = cartWith(variant(5), 2);
        String begun = "{\"cart_id\": " + Served.id(cart);

        http().post(SESSIONS, "{\"lasts\": 1}").isInvalid("/cart_id", "/lasts");
        http().post(SESSIONS, "{\"cart_id\": 999999999}").isProblem(404, "cart_not_found");
        http().post(SESSIONS, "{\"cart_id\": " + Served.id(cart()) + "}").isProblem(409, "cart_empty");
        http().post(SESSIONS, begun + ", \"expected_total\": 19}").isProblem(409, "price_changed");
        http().post(SESSIONS, begun + ", \"expected_total\": \"20.001\"}").isInvalid("/expected_total");
        http().post(SESSIONS, begun + ", \"items\": [{\"item_id\": 99}, {\"item_id\": 1, \"quantity\": 3}]}")
                .isInvalid("/items/0/item_id", "/items/1/quantity");
        http().post("/api/v1/checkout", begun + ", \"items\": [{\"item_id\": 99}]}")
                .isInvalid("/items/0/item_id");
        http().post("/api/v1/checkout", begun + ", \"items\": [{\"item_id\": 1}, {\"item_id\": 1}]}")
                .isInvalid("/items/1/item_id");
        http().post("/api/v1/checkout", begun + ", \"items\": [{\"quantity\": 0}, 7]}")
                .isInvalid("/items/0/item_id", "/items/0/quantity", "/items/1");
        assertThat(http().get(SESSIONS + "?cart_id=" + Served.id(cart)).json().get("items"))
                .isEmpty();
        String session = session(cart);
        http().post(session + "/complete", paid("1.001", "pi_10")).isInvalid("/payment/amount");
        http().post(session + "/complete", "{\"payment\": 20, \"retry\": 1}").isInvalid("/payment", "/retry");
        http().post(session + "/complete", "{\"payment\": {\"kind\": \"lost\", \"amount\": -1, \"by\": 1}}")
                .isInvalid("/payment/kind", "/payment/amount", "/payment/reference", "/payment/by");
        http().post(session + "/complete", "{\"payment\": " + payment("failed", "1.00", "pi_10") + "}")
                .isInvalid("/payment/kind");
        http().post(session + "/payments", payment("captured", "1.001", "pi_11"))
                .isInvalid("/amount");
        http().post(session + "/cancel", "{\"reason\": \"x\"}").isInvalid("/reason");
        http().with("If-Match", "\"x\"").post(session + "/cancel", "{}").isInvalid("/If-Match");
        assertThat(http().get(session).at("/status")).isEqualTo("open");
        assertThat(http().get(session).json().get("payments")).isEmpty();
    }

    @Test
    default void aSessionThatIsNotThereIsNotFound() {
        String missing = SESSIONS + "/cs_none";
        Reply shown = http().get(missing).isProblem(404, "checkout_session_not_found");
        assertThat(shown.at("/checkout_session_id")).isEqualTo("cs_none");
        http().post(missing + "/complete", "{}").isProblem(404, "checkout_session_not_found");
        http().post(missing + "/cancel", "{}").isProblem(404, "checkout_session_not_found");
        http().post(missing + "/payments", payment("captured", "1.00", "pi_12"))
                .isProblem(404, "checkout_session_not_found");
        http().get(SESSIONS + "/" + "x".repeat(2_000)).isProblem(404, "checkout_session_not_found");
    }
}
