package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

interface StockTests extends Served {
    @Test
    default void movementsAreBookedAndRead() {
        String variant = "/api/v1/variants/" + variant(10);
        String movements = variant + "/movements";

        Reply received = http().post(movements, "{\"kind\": \"received\", \"quantity\": 5, \"reference\": \"DN-1\"}");
        Reply adjusted = http().post(movements, "{\"kind\": \"adjusted\", \"quantity\": -3, \"reason\": \"damaged\"}");

        assertThat(received.is(201).at("/stock_after")).isEqualTo("15");
        assertThat(adjusted.is(201).at("/stock_after")).isEqualTo("12");
        Reply page = http().get(movements + "?limit=2").is(200);
        assertThat(page.at("/items/0/reason")).isEqualTo("damaged");
        assertThat(page.at("/items/1/reference")).isEqualTo("DN-1");
        Reply rest =
                http().get(movements + "?cursor=" + page.at("/next_cursor")).is(200);
        assertThat(rest.at("/items/0/kind")).isEqualTo("received");
        assertThat(http().get(variant).at("/available_quantity")).isEqualTo("12");
    }

    @Test
    default void unitsThatCartsHoldAreNotTakenAway() {
        long variant = variant(10);
        cartWith(variant, 8);

        Reply refused = http().post(
                        "/api/v1/variants/" + variant + "/movements",
                        "{\"kind\": \"adjusted\", \"quantity\": -3, \"reason\": \"lost\"}");

        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.id("/variant_id")).isEqualTo(variant);
        assertThat(refused.at("/available")).isEqualTo("2");
        assertThat(http().get("/api/v1/variants/" + variant).at("/reserved_quantity"))
                .isEqualTo("8");
    }

    @Test
    default void aKitIsSoldByTheLeastOfItsComponents() {
        long racket = variant(5);
        long ball = variant(10);
        long set = variant(0);
        String components = "/api/v1/variants/" + set + "/components";
        String two = "{\"components\": [{\"variant_id\": " + racket + ", \"quantity\": 2}, {\"variant_id\": " + ball
                + ", \"quantity\": 3}]}";

        Reply plain = http().get(components).is(200);
        assertThat(plain.text()).contains("\"components\":[]");
        Reply kit = http().with("If-Match", plain.header("ETag"))
                .put(components, two)
                .is(200);
        assertThat(kit.at("/components/1/quantity")).isEqualTo("3");
        http().with("If-Match", plain.header("ETag")).put(components, two).isProblem(412, "precondition_failed");
        assertThat(http().get("/api/v1/variants/" + set).at("/available_quantity"))
                .isEqualTo("2");
        assertThat(http().get("/api/v1/variants/" + set).at("/components/0/variant_id"))
                .isEqualTo(Long.toString(racket));
        assertThat(http().get("/api/v1/stock-levels?variant_id=" + set).at("/items/0/available_quantity"))
                .isEqualTo("2");
        http().put(components, "{\"components\": [{\"variant_id\": " + set + ", \"quantity\": 0}]}")
                .isInvalid("/components/0/quantity");
        http().put(components, "{}").isInvalid("/components");
        http().put("/api/v1/variants/999999999/components", two).isProblem(404, "variant_not_found");
        http().put("/api/v1/variants/" + racket + "/components", "{\"components\": []}")
                .is(200);
        http().patch("/api/v1/variants/" + set, "{\"components\": []}").isInvalid("/components");
        http().post("/api/v1/variants/" + set + "/movements", "{\"kind\": \"received\", \"quantity\": 1}")
                .isInvalid("/quantity");
        http().put("/api/v1/variants/" + variant(4) + "/components", two).isProblem(409, "variant_has_stock");

        Reply refused = http().post(
                        "/api/v1/carts/" + http().post("/api/v1/carts", "{}").at("/id") + "/items",
                        "{\"variant_id\": " + set + ", \"quantity\": 3}");
        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.at("/shortages/0/component/requested")).isEqualTo("6");
        assertThat(refused.at("/shortages/0/component/available")).isEqualTo("5");
        String cart = cartWith(set, 1);
        assertThat(http().get(cart).at("/items/0/holds/0/variant_id")).isEqualTo(Long.toString(racket));
        http().put(components, "{\"components\": null}").isProblem(409, "insufficient_stock");
        Reply order = checkOut(cart).is(201);
        assertThat(order.at("/items/0/sources/1/variant_id")).isEqualTo(Long.toString(ball));
        assertThat(order.at("/items/0/sources/1/quantity")).isEqualTo("3");
        assertThat(http().put(components, "{\"components\": null}").is(200).text())
                .contains("\"components\":[]");
    }

    @Test
    default void unitsAreSoldBeforeTheyComeInAndOthersKeptBack() {
        long variant = variant(3);
        String supply = "/api/v1/variants/" + variant + "/supply";

        Reply plain = http().get(supply).is(200);
        assertThat(plain.at("/safety_stock")).isEqualTo("0");
        Reply changed = http().with("If-Match", plain.header("ETag"))
                .patch(supply, "{\"safety_stock\": 1, \"backorder_limit\": 4}");
        assertThat(changed.is(200).at("/backorder_limit")).isEqualTo("4");
        http().with("If-Match", plain.header("ETag"))
                .patch(supply, "{\"safety_stock\": 2}")
                .isProblem(412, "precondition_failed");
        http().patch(supply, "{\"safety_stock\": -1, \"backorder_limit\": 1000000001}")
                .isInvalid("/safety_stock", "/backorder_limit");
        http().get("/api/v1/variants/999999999/supply").isProblem(404, "variant_not_found");
        http().get(supply + "?location=nowhere").isInvalid("/location");
        assertThat(http().get("/api/v1/variants/" + variant).at("/available_quantity"))
                .isEqualTo("6");

        String cart = cartWith(variant, 5);
        assertThat(http().get(cart).at("/items/0/backordered_quantity")).isEqualTo("3");
        assertThat(http().get(supply).header("ETag"))
                .as("what waits is no change of the settings")
                .isNotEqualTo(changed.header("ETag"));
        assertThat(http().with("If-Match", changed.header("ETag"))
                        .patch(supply, "{\"safety_stock\": null}")
                        .is(200)
                        .at("/safety_stock"))
                .isEqualTo("0");
        Reply order = checkOut(cart).is(201);
        assertThat(order.at("/items/0/backordered_quantity")).isEqualTo("3");
        Reply waiting = http().get("/api/v1/backorders?variant_id=" + variant + "&location=default&limit=1");
        assertThat(waiting.is(200).at("/items/0/order_id")).isEqualTo(order.at("/id"));
        assertThat(waiting.at("/items/0/quantity")).isEqualTo("3");
        assertThat(waiting.at("/items/0/sku")).isEqualTo(order.at("/items/0/sku"));
        assertThat(waiting.at("/items/0/placed_at")).isEqualTo(order.at("/placed_at"));
        assertThat(waiting.at("/next_cursor")).isEqualTo("null");
        assertThat(http().get("/api/v1/backorders?sku=" + order.at("/items/0/sku") + "&order_id=" + order.at("/id"))
                        .at("/items/0"))
                .isEqualTo(waiting.at("/items/0"));
        http().get("/api/v1/backorders?location=nowhere&cursor=1-1-1").isInvalid("/location");
        http().get("/api/v1/backorders?cursor=1").isInvalid("/cursor");
        Reply refused = http().post(
                        order.header("Location") + "/fulfilments", "{\"items\": [{\"item_id\": 1, \"quantity\": 3}]}");
        refused.isProblem(409, "order_backordered");
        assertThat(refused.at("/items/0/backordered_quantity")).isEqualTo("3");
        http().post("/api/v1/variants/" + variant + "/movements", "{\"kind\": \"received\", \"quantity\": 9}")
                .is(201);
        assertThat(http().get(order.header("Location")).at("/items/0/backordered_quantity"))
                .isEqualTo("0");
        assertThat(http().get("/api/v1/stock-levels?variant_id=" + variant).at("/items/0/stock_quantity"))
                .isEqualTo("7");
        assertThat(http().get("/api/v1/backorders?variant_id=" + variant).json().at("/items"))
                .isEmpty();
    }

    @Test
    default void unitsAreSoldForATimeAtWhichTheyAreThere() {
        long variant = variant(1);
        String supply = "/api/v1/variants/" + variant + "/supply";
        String time = "2099-12-01T09:00:00Z";

        assertThat(http().get(supply).at("/preorder")).isEqualTo("null");
        Reply changed =
                http().patch(supply, "{\"preorder\": {\"limit\": 3, \"available_at\": \"2099-12-01T10:00:00+01:00\"}}");
        assertThat(changed.is(200).at("/preorder/limit")).isEqualTo("3");
        assertThat(changed.at("/preorder/available_at")).isEqualTo(time);
        assertThat(http().patch(supply, "{\"preorder\": {\"limit\": 4}}")
                        .is(200)
                        .at("/preorder/available_at"))
                .isEqualTo(time);
        http().patch(supply, "{\"preorder\": {\"limit\": null}}").isInvalid("/preorder/limit");
        http().patch(supply, "{\"preorder\": {\"limit\": -1, \"available_at\": 5, \"until\": 1}}")
                .isInvalid("/preorder/limit", "/preorder/available_at", "/preorder/until");
        http().patch(supply, "{\"preorder\": 3}").isInvalid("/preorder");
        assertThat(http().get("/api/v1/variants/" + variant).at("/available_quantity"))
                .isEqualTo("5");

        String cart = cartWith(variant, 4);
        Reply shown = http().get(cart);
        assertThat(shown.at("/items/0/backordered_quantity")).isEqualTo("3");
        assertThat(shown.at("/items/0/preordered_quantity")).isEqualTo("3");
        assertThat(shown.at("/items/0/available_at")).isEqualTo(time);
        assertThat(shown.at("/items/0/holds/0/available_at")).isEqualTo(time);
        Reply order = checkOut(cart).is(201);
        assertThat(order.at("/items/0/preordered_quantity")).isEqualTo("3");
        assertThat(order.at("/items/0/available_at")).isEqualTo(time);
        assertThat(order.at("/items/0/sources/0/available_at")).isEqualTo(time);
        assertThat(http().get("/api/v1/backorders?variant_id=" + variant).at("/items/0/available_at"))
                .isEqualTo(time);
        assertThat(http().patch(supply, "{\"preorder\": null}").is(200).at("/preorder"))
                .isEqualTo("null");
        http().post("/api/v1/variants/" + variant + "/movements", "{\"kind\": \"received\", \"quantity\": 3}")
                .is(201);
        assertThat(http().get(order.header("Location")).at("/items/0/available_at"))
                .isEqualTo("null");
    }

    @Test
    default void unitsThatAreNotCountedAreSoldWithoutStock() {
        long variant = variant(1);
        String supply = "/api/v1/variants/" + variant + "/supply";

        assertThat(http().patch(supply, "{\"tracked\": false}").is(200).at("/tracked"))
                .isEqualTo("false");
        String cart = cartWith(variant, 5);
        assertThat(http().get(cart).at("/items/0/backordered_quantity")).isEqualTo("0");
        Reply refused = http().patch(supply, "{\"tracked\": null}");
        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.at("/shortages/0/location")).isEqualTo("default");
        assertThat(refused.at("/available")).isEqualTo("1");
        http().patch(supply, "{\"tracked\": 1}").isInvalid("/tracked");
        checkOut(cart).is(201);
        assertThat(http().patch(supply, "{\"tracked\": null}").is(200).at("/tracked"))
                .isEqualTo("true");
        Reply levels = http().get("/api/v1/stock-levels?expand=locations&variant_id=" + variant);
        assertThat(levels.at("/items/0/stock_quantity")).isEqualTo("1");
        assertThat(levels.at("/items/0/locations/0/tracked")).isEqualTo("true");
        assertThat(http().get("/api/v1/variants/" + variant + "/movements").at("/items/0/kind"))
                .isEqualTo("tracked");
    }

    @Test
    default void whatIsLowIsListed() {
        long low = variant(2);
        long enough = variant(3);
        for (long variant : List.of(low, enough)) {
            http().patch("/api/v1/variants/" + variant + "/supply", "{\"reorder_point\": 2}")
                    .is(200);
        }
        String both = "/api/v1/stock-levels?expand=locations&variant_id=" + low + "," + enough;

        Reply listed = http().get(both + "&low=true").is(200);

        assertThat(listed.json().get("items")).hasSize(1);
        assertThat(listed.id("/items/0/variant_id")).isEqualTo(low);
        assertThat(listed.at("/items/0/locations/0/reorder_point")).isEqualTo("2");
        assertThat(http().get(both + "&low=false").json().get("items")).hasSize(2);
        http().get(both + "&low=very").isInvalid("/low");
        http().patch("/api/v1/variants/" + low + "/supply", "{\"reorder_point\": 1000000001}")
                .isInvalid("/reorder_point");
        assertThat(http().patch("/api/v1/variants/" + low + "/supply", "{\"reorder_point\": null}")
                        .is(200)
                        .at("/reorder_point"))
                .isEqualTo("null");
    }

    @Test
    default void stockIsSetToWhatWasCounted() {
        String path = "/api/v1/variants/" + variant(10) + "/stock";

        Reply set = http().put(path, "{\"stock_quantity\": 7, \"expected_stock_quantity\": 10, \"reason\": \"count\"}");
        assertThat(set.is(200).at("/stock_quantity")).isEqualTo("7");
        assertThat(set.at("/version")).isEqualTo("2");
        http().put(path, "{\"stock_quantity\": 8, \"expected_stock_quantity\": 10, \"reason\": \"count\"}")
                .isProblem(409, "stock_changed");
        assertThat(http().put(path, "{\"stock_quantity\": 7, \"reason\": \"count\"}")
                        .is(200)
                        .at("/version"))
                .isEqualTo("2");
        http().put(path, "{\"stock_quantity\": -1, \"expected_stock_quantity\": \"7\"}")
                .isInvalid("/stock_quantity", "/expected_stock_quantity", "/reason");
        http().put("/api/v1/variants/999999999/stock", "{\"stock_quantity\": 7, \"reason\": \"count\"}")
                .isProblem(404, "variant_not_found");
        assertThat(http().get(path).at("/stock_quantity")).isEqualTo("7");
    }

    @Test
    default void movementsThatMakeNoSenseAreRefused() {
        String movements = "/api/v1/variants/" + variant(10) + "/movements";

        http().post(movements, "{}").isInvalid("/kind", "/quantity");
        http().post(movements, "{\"kind\": \"sold\", \"quantity\": 1}").isInvalid("/kind");
        http().post(movements, "{\"kind\": \"received\", \"quantity\": 0}").isInvalid("/quantity");
        http().post(movements, "{\"kind\": \"received\", \"quantity\": -1, \"reason\": \"x\"}")
                .isInvalid("/quantity", "/reason");
        http().post(movements, "{\"kind\": \"adjusted\", \"quantity\": 0}").isInvalid("/quantity", "/reason");
        http().post(movements, "{\"kind\": \"received\", \"quantity\": 9223372036854775808}")
                .isInvalid("/quantity");
        http().post(movements, "{\"kind\": \"received\", \"quantity\": 1000000000}")
                .isInvalid("/quantity");
        http().post("/api/v1/variants/999999999/movements", "{\"kind\": \"received\", \"quantity\": 1}")
                .isProblem(404, "variant_not_found");
        http().get("/api/v1/variants/999999999/movements").isProblem(404, "variant_not_found");
        assertThat(http().get(movements).json().get("items")).hasSize(1);
    }

    @Test
    default void stockIsShownAsItStoodAtAMoment() {
        long variant = variant(10);
        String path = "/api/v1/variants/" + variant;
        String before = http().get(path + "/movements").at("/items/0/at");
        shop().clock.advance(Duration.ofMinutes(1));
        String cart = cartWith(variant, 4);

        Reply then = http().get(path + "/stock?at=" + before).is(200);
        Reply now = http().get(path + "/stock").is(200);

        assertThat(then.at("/stock_quantity")).isEqualTo("10");
        assertThat(then.at("/reserved_quantity")).isEqualTo("0");
        assertThat(now.at("/reserved_quantity")).isEqualTo("4");
        assertThat(cart).isEqualTo("/api/v1/carts/" + now.id("/holders/0/cart_id"));
        assertThat(http().get(path + "/stock?at=2001-01-01T00:00:00Z").is(200).at("/stock_quantity"))
                .isEqualTo("0");
        http().get(path + "/stock?at=9998-01-01T00:00:00Z").isInvalid("/at");
        http().get(path + "/stock?at=yesterday").isInvalid("/at");
        http().get(path + "/stock?at=%2B999999999-12-31T23:59:59Z").isInvalid("/at");
        http().get("/api/v1/variants/999999999/stock").isProblem(404, "variant_not_found");
    }
}
