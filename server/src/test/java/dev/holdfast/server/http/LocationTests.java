package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Locations, stock at several of them, and transfers. */
interface LocationTests extends Served {
    /** Creates a location; returns its code. */
    default String location(String prefix) {
        String code = name(prefix);
        http().post("/api/v1/locations", "{\"code\": \"" + code + "\", \"name\": \"" + prefix + "\"}")
                .is(201);
        return code;
    }

    @Test
    default void locationsAreCreatedShownAndChanged() {
        String code = name("berlin");
        Reply created = http().post(
                        "/api/v1/locations",
                        "{\"code\": \"" + code + "\", \"name\": \"Berlin\", \"priority\": 10, \"active\": null}")
                .is(201);
        String path = created.header("Location");

        assertThat(path).isEqualTo("/api/v1/locations/" + code);
        assertThat(created.at("/priority")).isEqualTo("10");
        assertThat(created.at("/active")).isEqualTo("true");
        assertThat(created.at("/sells")).isEqualTo("true");
        Reply shown = http().get(path).is(200);
        assertThat(shown.text()).isEqualTo(created.text());
        assertThat(http().with("If-None-Match", shown.header("ETag")).get(path).status())
                .isEqualTo(304);
        Reply changed = http().with("If-Match", shown.header("ETag"))
                .patch(path, "{\"name\": \"Berlin (closed)\", \"active\": false, \"sells\": false}")
                .is(200);
        assertThat(changed.at("/sells")).isEqualTo("false");
        assertThat(changed.at("/active")).isEqualTo("false");
        assertThat(changed.at("/priority")).isEqualTo("10");
        http().with("If-Match", shown.header("ETag"))
                .patch(path, "{\"priority\": 1}")
                .isProblem(412, "precondition_failed");
        assertThat(http().get("/api/v1/locations?limit=1").is(200).at("/items/0/code"))
                .isEqualTo("default");
        assertThat(http().get("/api/v1/audit-log?subject_kind=location&subject_id=" + code)
                        .is(200)
                        .json()
                        .get("items"))
                .hasSize(2);
    }

    @Test
    default void locationsThatMakeNoSenseAreRefused() {
        String code = location("berlin");
        String path = "/api/v1/locations/" + code;

        http().post("/api/v1/locations", "{}").isInvalid("/code", "/name");
        http().post("/api/v1/locations", "{\"code\": \"Not a code\", \"name\": \"x\"}")
                .isInvalid("/code");
        http().post("/api/v1/locations", "{\"code\": \"" + code + "\", \"name\": \"x\"}")
                .isProblem(409, "code_taken");
        http().patch(path, "{\"name\": null, \"priority\": -1, \"active\": \"no\", \"sells\": null, \"code\": \"x\"}")
                .isInvalid("/name", "/priority", "/active", "/sells", "/code");
        http().patch("/api/v1/locations/default", "{\"active\": false, \"sells\": false}")
                .isInvalid("/active", "/sells");
        http().get("/api/v1/locations/nowhere").isProblem(404, "location_not_found");
        http().get("/api/v1/locations/No%20where").isProblem(404, "location_not_found");
        http().patch("/api/v1/locations/nowhere", "{}").isProblem(404, "location_not_found");
    }

    @Test
    default void movementsNameALocation() {
        String code = location("berlin");
        String variant = "/api/v1/variants/" + variant(10);

        Reply received = http().post(
                        variant + "/movements",
                        "{\"kind\": \"received\", \"quantity\": 5, \"location\": \"" + code + "\"}")
                .is(201);
        assertThat(received.at("/location")).isEqualTo(code);
        assertThat(received.at("/version")).isEqualTo("1");
        Reply set = http().put(
                        variant + "/stock",
                        "{\"stock_quantity\": 4, \"reason\": \"count\", \"location\": \"" + code + "\"}")
                .is(200);
        assertThat(set.at("/location")).isEqualTo(code);
        assertThat(set.at("/stock_quantity")).isEqualTo("4");
        assertThat(http().get(variant + "/movements?location=" + code)
                        .is(200)
                        .json()
                        .get("items"))
                .hasSize(2);
        assertThat(http().get(variant + "/stock?location=" + code).is(200).at("/stock_quantity"))
                .isEqualTo("4");
        assertThat(http().get(variant + "/stock").is(200).at("/location")).isEqualTo("default");
        assertThat(http().get(variant).is(200).at("/stock_quantity")).isEqualTo("14");
        assertThat(http().get(variant).is(200).at("/available_quantity")).isEqualTo("14");
        http().patch("/api/v1/locations/" + code, "{\"sells\": false}").is(200);
        assertThat(http().get(variant).is(200).at("/stock_quantity")).isEqualTo("14");
        assertThat(http().get(variant).is(200).at("/available_quantity")).isEqualTo("10");
    }

    @Test
    default void anUnknownLocationIsNamed() {
        String variant = "/api/v1/variants/" + variant(10);

        Reply refused = http().post(
                        variant + "/movements", "{\"kind\": \"received\", \"quantity\": 5, \"location\": \"berln\"}");
        refused.isInvalid("/location");
        assertThat(refused.at("/errors/0/detail")).contains("\"berln\" is not a location");
        http().put(variant + "/stock", "{\"stock_quantity\": 4, \"reason\": \"count\", \"location\": \"berln\"}")
                .isInvalid("/location");
        http().get(variant + "/movements?location=berln").isInvalid("/location");
        http().get(variant + "/stock?location=berln").isInvalid("/location");
        http().get("/api/v1/stock-levels?locations=default,berln").isInvalid("/locations");
        http().get("/api/v1/transfers?location=berln").isInvalid("/location");
        http().get("/api/v1/stock-levels?expand=everything").isInvalid("/expand");
    }

    @Test
    default void aPutNamesTheLocationsThatItsUnitsComeFrom() {
        String code = location("berlin");
        long variant = variant(10);
        http().post(
                        "/api/v1/variants/" + variant + "/movements",
                        "{\"kind\": \"received\", \"quantity\": 3, \"location\": \"" + code + "\"}")
                .is(201);
        String cart = http().post("/api/v1/carts", "{}").is(201).header("Location");
        String put = "{\"variant_id\": " + variant + ", \"quantity\": %d, \"locations\": %s}";

        Reply one = http().post(cart + "/items", put.formatted(2, "[\"" + code + "\"]"))
                .is(201);
        assertThat(one.json().at("/items/0/holds"))
                .hasToString("[{\"variant_id\":" + variant + ",\"location\":\"" + code
                        + "\",\"quantity\":2,\"backordered_quantity\":0,\"available_at\":null}]");
        Reply refused = http().post(cart + "/items", put.formatted(4, "[\"" + code + "\"]"));
        refused.isProblem(409, "insufficient_stock");
        assertThat(refused.at("/available")).isEqualTo("3");
        Reply both = http().post(
                        cart + "/items", "{\"items\": [" + put.formatted(12, "[\"default\", \"" + code + "\"]") + "]}")
                .is(200);
        assertThat(both.json().at("/items/0/holds")).hasSize(2);

        Reply order = checkOut(cart).is(201);
        assertThat(order.json().at("/items/0/sources"))
                .extracting(source -> source.get("location").textValue())
                .containsExactlyInAnyOrder("default", code);
        http().post(order.header("Location") + "/cancellations", "{}").is(201);
        assertThat(http().get("/api/v1/variants/" + variant + "/stock?location=" + code)
                        .at("/stock_quantity"))
                .isEqualTo("3");
    }

    @Test
    default void aPutThatNamesNoLocationThatSellsIsRefused() {
        String code = location("berlin");
        http().patch("/api/v1/locations/" + code, "{\"sells\": false}").is(200);
        String items = http().post("/api/v1/carts", "{}").is(201).header("Location") + "/items";
        String put = "{\"variant_id\": " + variant(1) + ", \"quantity\": 1, \"locations\": %s}";

        http().post(items, put.formatted("[\"default\", \"" + code + "\"]")).isInvalid("/locations/1");
        http().post(items, put.formatted("[\"nowhere\"]")).isInvalid("/locations/0");
        http().post(items, put.formatted("[]")).isInvalid("/locations");
        http().post(items, put.formatted("[1, \"\"]")).isInvalid("/locations/0", "/locations/1");
        http().post(items, put.formatted("\"default\"")).isInvalid("/locations");
        http().post(items, "{\"items\": [" + put.formatted("[\"nowhere\"]") + "]}")
                .isInvalid("/items/0/locations/0");
        http().post(items, put.formatted("null")).is(201);
    }

    @Test
    default void stockLevelsAreListedInSumAndByLocation() {
        String code = location("berlin");
        long variant = variant(10);
        http().post(
                        "/api/v1/variants/" + variant + "/movements",
                        "{\"kind\": \"received\", \"quantity\": 5, \"location\": \"" + code + "\"}")
                .is(201);
        String levels = "/api/v1/stock-levels?variant_id=" + variant;

        Reply sum = http().get(levels).is(200);
        assertThat(sum.at("/items/0/stock_quantity")).isEqualTo("15");
        assertThat(sum.json().at("/items/0").has("locations")).isFalse();
        Reply each = http().get(levels + "&expand=locations").is(200);
        assertThat(each.json().at("/items/0/locations")).hasSize(2);
        assertThat(each.at("/items/0/locations/1/location")).isEqualTo(code);
        assertThat(each.at("/items/0/locations/1/stock_quantity")).isEqualTo("5");
        for (String filter : List.of("&locations=" + code, "&locations=" + code + "," + location("hamburg"))) {
            assertThat(http().get(levels + filter).is(200).at("/items/0/stock_quantity"))
                    .isEqualTo("5");
        }
        assertThat(http().get("/api/v1/stock-levels?limit=1").is(200).json().get("items"))
                .hasSize(1);
    }

    @Test
    default void unitsAreSentAndReceived() {
        String code = location("berlin");
        long variant = variant(10);
        String send = "{\"variant_id\": " + variant + ", \"from\": \"default\", \"to\": \"" + code
                + "\", \"quantity\": %d, \"status\": %s, \"reference\": \"T-7\"}";

        Reply atOnce =
                http().post("/api/v1/transfers", send.formatted(2, "null")).is(201);
        assertThat(atOnce.at("/status")).isEqualTo("received");
        Reply shipped = http().post("/api/v1/transfers", send.formatted(5, "\"shipped\""))
                .is(201);
        String path = shipped.header("Location");
        assertThat(shipped.at("/in_transit_quantity")).isEqualTo("5");
        assertThat(http().get("/api/v1/variants/" + variant).at("/available_quantity"))
                .as("3 at the one and 2 at the other")
                .isEqualTo("5");
        assertThat(http().get("/api/v1/transfers?status=shipped&location=" + code)
                        .is(200)
                        .at("/items/0/id"))
                .isEqualTo(shipped.at("/id"));

        Reply some = http().post(path + "/receive", "{\"quantity\": 3, \"lost_quantity\": 1, \"reason\": \"broken\"}")
                .is(200);
        assertThat(some.at("/status")).isEqualTo("shipped");
        Reply refused = http().post(path + "/receive", "{\"quantity\": 2}");
        refused.isProblem(409, "not_in_transit");
        assertThat(refused.at("/in_transit_quantity")).isEqualTo("1");
        assertThat(http().send("POST", path + "/receive", (byte[]) null).is(200).at("/status"))
                .isEqualTo("received");
        assertThat(http().get(path).is(200).at("/received_quantity")).isEqualTo("4");
        Reply ledger = http().get("/api/v1/variants/" + variant + "/movements?location=" + code)
                .is(200);
        assertThat(ledger.at("/items/0/kind")).isEqualTo("transferred_in");
        assertThat(ledger.at("/items/0/transfer_id")).isEqualTo(shipped.at("/id"));
    }

    @Test
    default void transfersThatMakeNoSenseAreRefused() {
        String code = location("berlin");
        long variant = variant(3);
        cartWith(variant, 2);
        String send = "{\"variant_id\": " + variant + ", \"from\": \"%s\", \"to\": \"%s\", \"quantity\": %d}";

        http().post("/api/v1/transfers", "{}").isInvalid("/variant_id", "/from", "/to", "/quantity");
        http().post("/api/v1/transfers", send.formatted("default", "default", 1))
                .isInvalid("/to");
        http().post("/api/v1/transfers", send.formatted("default", "nowhere", 1))
                .isInvalid("/to");
        Reply tooMany = http().post("/api/v1/transfers", send.formatted("default", code, 2));
        tooMany.isProblem(409, "insufficient_stock");
        assertThat(tooMany.at("/shortages/0/location")).isEqualTo("default");
        assertThat(tooMany.at("/shortages/0/available")).isEqualTo("1");
        http().patch("/api/v1/locations/" + code, "{\"active\": false}").is(200);
        http().post("/api/v1/transfers", send.formatted("default", code, 1)).isProblem(409, "location_inactive");
        http().post(
                        "/api/v1/variants/" + variant + "/movements",
                        "{\"kind\": \"received\", \"quantity\": 5, \"location\": \"" + code + "\"}")
                .isProblem(409, "location_inactive");
        http().get("/api/v1/transfers/999999999").isProblem(404, "transfer_not_found");
        http().post("/api/v1/transfers/999999999/receive", "{}").isProblem(404, "transfer_not_found");
    }
}
