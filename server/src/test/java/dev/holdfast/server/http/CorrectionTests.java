package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

interface CorrectionTests extends Served {
    /** An order of two units at 10.00; returns its path. */
    private String order(long variant) {
        return checkOut(cartWith(variant, 2)).is(201).header("Location");
    }

    @Test
    default void anOrderIsCancelledInPartsOrAsAWhole() {
        long variant = variant(5);
        String order = order(variant);

        Reply part = http().post(
                        order + "/cancellations",
                        "{\"items\": [{\"item_id\": 1, \"quantity\": 1}], \"reason\": \"late\"}");
        Reply rest = http().send("POST", order + "/cancellations", (byte[]) null);

        assertThat(part.is(201).header("Location")).isEqualTo(order);
        assertThat(part.at("/refund_total")).isEqualTo("10.00");
        assertThat(part.at("/items/0/refund")).isEqualTo("10.00");
        assertThat(part.at("/kind")).isEqualTo("cancellation");
        assertThat(rest.is(201).id("/id")).isEqualTo(2);
        Reply shown = http().get(order).is(200);
        assertThat(shown.at("/status")).isEqualTo("cancelled");
        assertThat(shown.json().at("/corrections/0")).isEqualTo(part.json());
        assertThat(shown.json().at("/corrections/1")).isEqualTo(rest.json());
        assertThat(shown.id("/items/0/cancelled_quantity")).isEqualTo(2);
        http().post(order + "/cancellations", "{}").isProblem(409, "order_cancelled");
        assertThat(http().get("/api/v1/variants/" + variant).id("/stock_quantity"))
                .isEqualTo(5);
    }

    @Test
    default void unitsAreFulfilledAndReturned() {
        String order = order(variant(5));

        Reply fulfilled = http().post(order + "/fulfilments", "{\"reference\": \"parcel 7\"}")
                .is(201);
        Reply returned = http().post(
                        order + "/returns",
                        "{\"items\": [{\"item_id\": 1, \"quantity\": 1, \"condition\": \"damaged\"}],"
                                + " \"refund_total\": \"8.00\", \"reason\": \"worn\"}")
                .is(201);

        assertThat(fulfilled.at("/reference")).isEqualTo("parcel 7");
        assertThat(returned.at("/refund_total")).isEqualTo("8.00");
        assertThat(returned.at("/items/0/condition")).isEqualTo("damaged");
        Reply shown = http().get(order).is(200);
        assertThat(shown.at("/status")).isEqualTo("fulfilled");
        assertThat(shown.at("/refund_total")).isEqualTo("8.00");
        http().post(order + "/cancellations", "{\"items\": [{\"item_id\": 1, \"quantity\": 1}]}")
                .isProblem(409, "order_fulfilled");
        Reply nothing = http().post(
                        order + "/returns",
                        "{\"items\": [{\"item_id\": 1, \"quantity\": 2, \"condition\": \"sellable\"}]}")
                .isProblem(409, "nothing_left");
        assertThat(nothing.id("/items/0/returned_quantity")).isEqualTo(1);
    }

    @Test
    default void paymentsAreReportedAsOftenAsTheyLike() {
        String order = order(variant(5));
        String captured = "{\"kind\": \"captured\", \"amount\": \"20.00\", \"reference\": \"ch_1\"}";

        Reply first = http().post(order + "/payments", captured).is(201);
        Reply again = http().post(order + "/payments", captured).is(201);
        Reply other = http().post(order + "/payments", captured.replace("20.00", "21.00"))
                .is(201);

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(other.at("/flag")).isEqualTo("duplicate");
        Reply shown = http().get(order).is(200);
        assertThat(shown.at("/payment_status")).isEqualTo("paid");
        assertThat(shown.at("/captured_total")).isEqualTo("20.00");
        http().post(order + "/cancellations", "{}").is(201);
        assertThat(http().get(order).at("/refund_due")).isEqualTo("20.00");
    }

    @Test
    default void anOrderThatIsNotPaidInTimeIsCancelled() {
        long variant = variant(5);
        String cart = cartWith(variant, 2);
        String payBy = shop().clock.instant().plus(Duration.ofHours(2)).toString();
        String checkout = "{\"cart_id\": " + Served.id(cart) + ", \"pay_by\": \"%s\"}";

        http().post("/api/v1/checkout", checkout.formatted("tomorrow")).isInvalid("/pay_by");
        http().post("/api/v1/checkout", checkout.formatted("2020-01-01T00:00:00Z"))
                .isInvalid("/pay_by");
        Reply placed =
                http().post("/api/v1/checkout", checkout.formatted(payBy)).is(201);
        String order = placed.header("Location");

        assertThat(placed.at("/pay_by")).isEqualTo(payBy);
        String tag = http().get(order).is(200).header("ETag");
        shop().clock.advance(Duration.ofHours(2));
        Reply overdue = http().get(order).is(200);
        assertThat(overdue.at("/status")).isEqualTo("cancelled");
        assertThat(overdue.at("/corrections/0/reason")).startsWith("not paid by ");
        assertThat(overdue.header("ETag")).isNotEqualTo(tag);
        assertThat(http().get("/api/v1/variants/" + variant).id("/available_quantity"))
                .isEqualTo(5);
        String late = "{\"kind\": \"captured\", \"amount\": \"20.00\", \"reference\": \"late\"}";
        http().post(order + "/payments", late).is(201);
        assertThat(http().get(order).at("/refund_due")).isEqualTo("20.00");
        http().post(order + "/fulfilments", "{}").isProblem(409, "order_cancelled");
    }

    @Test
    default void aCorrectionUnderAKeyIsMadeOnce() {
        String order = order(variant(5));
        Client keyed = http().with(Api.IDEMPOTENCY_KEY, name("key"));
        String one = "{\"items\": [{\"item_id\": 1, \"quantity\": 1}]}";

        Reply first = keyed.post(order + "/cancellations", one).is(201);

        assertThat(keyed.post(order + "/cancellations", one).is(201).text()).isEqualTo(first.text());
        assertThat(http().get(order).json().at("/corrections")).hasSize(1);
    }

    @Test
    default void ordersAreListedByTheirStates() {
        String user = name("user");
        String cart = cartWith(variant(5), 2);
        http().patch(cart, "{\"user_id\": \"" + user + "\"}").is(200);
        String order = checkOut(cart).header("Location");
        String list = "/api/v1/orders?user_id=" + user;

        assertThat(http().get(list + "&payment_status=unpaid&placed_from=2000-01-01T00:00:00Z")
                        .json()
                        .get("items"))
                .hasSize(1);
        assertThat(http().get(list + "&placed_to=2000-01-01T00:00:00Z").json().get("items"))
                .isEmpty();
        http().post(order + "/cancellations", "{}").is(201);
        assertThat(http().get(list + "&status=placed").json().get("items")).isEmpty();
        assertThat(http().get(list + "&status=cancelled").json().get("items")).hasSize(1);
        http().get("/api/v1/orders?payment_status=lost&placed_from=yesterday")
                .isInvalid("/payment_status", "/placed_from");
    }

    @Test
    default void whatIsNotValidIsNamed() {
        String order = order(variant(5));

        http().post(order + "/cancellations", "{\"items\": [{\"item_id\": 7, \"quantity\": 1}]}")
                .isInvalid("/items/0/item_id");
        http().post(order + "/cancellations", "{\"items\": [{\"item_id\": 1, \"quantity\": 3}]}")
                .isInvalid("/items/0/quantity");
        http().post(order + "/cancellations", "{\"charges\": [\"shipping\"], \"refund_total\": \"-1\"}")
                .isInvalid("/refund_total");
        http().post(order + "/returns", "{}").isInvalid("/items");
        http().post(order + "/returns", "{\"items\": [{\"item_id\": 1, \"quantity\": 1, \"condition\": \"odd\"}]}")
                .isInvalid("/items/0/condition");
        http().post(order + "/payments", "{\"kind\": \"lost\", \"amount\": 1}").isInvalid("/kind", "/reference");
        http().post("/api/v1/orders/999999999/cancellations", "{}").isProblem(404, "order_not_found");
        http().post("/api/v1/orders/999999999/payments", "{\"kind\": \"failed\", \"amount\": 1, \"reference\": \"x\"}")
                .isProblem(404, "order_not_found");
        assertThat(http().get(order).json().at("/corrections")).isEmpty();
    }
}
