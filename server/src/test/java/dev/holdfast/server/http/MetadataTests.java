package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Limits;
import org.junit.jupiter.api.Test;

interface MetadataTests extends Served {
    @Test
    default void metadataIsMergedByPatchAndGoesWithTheOrder() {
        String cart = http().post(
                        "/api/v1/carts",
                        "{'email': 'sam@example.com', 'metadata': {'utm': {'source': 'mail', 'id': 7}, 'no': null}}"
                                .replace('\'', '"'))
                .is(201)
                .header("Location");
        http().post(
                        cart + "/items",
                        "{'variant_id': %d, 'quantity': 1, 'metadata': {'engraving': ['Sam', null, 1.50]}}"
                                .formatted(variant(5))
                                .replace('\'', '"'))
                .is(201);
        Reply changed = http().patch(cart, "{\"metadata\": {\"utm\": {\"id\": null, \"term\": \"tee\"}}}")
                .is(200);
        assertThat(changed.json().get("metadata")).hasToString("{\"utm\":{\"source\":\"mail\",\"term\":\"tee\"}}");

        Reply item = http().patch(cart + "/items/1", "{\"metadata\": {\"wrap\": true}}")
                .is(200);
        assertThat(item.json().at("/items/0/metadata"))
                .hasToString("{\"engraving\":[\"Sam\",null,1.50],\"wrap\":true}");
        assertThat(item.at("/items/0/quantity")).isEqualTo("1");

        Reply order = http().post(
                        "/api/v1/checkout",
                        "{'cart_id': %d, 'reference': 'WEB-7', 'metadata': {'utm': null, 'ip': '192.0.2.1'}}"
                                .formatted(Served.id(cart))
                                .replace('\'', '"'))
                .is(201);
        assertThat(order.at("/email")).isEqualTo("sam@example.com");
        assertThat(order.at("/reference")).isEqualTo("WEB-7");
        assertThat(order.json().get("metadata")).hasToString("{\"ip\":\"192.0.2.1\"}");
        assertThat(order.json().at("/items/0/metadata/wrap").booleanValue()).isTrue();
        assertThat(http().get(order.header("Location")).is(200).json()).isEqualTo(order.json());
        assertThat(http().get("/api/v1/orders?email=SAM%40example.com&reference=WEB-7")
                        .is(200)
                        .json()
                        .get("items"))
                .containsExactly(order.json());
        assertThat(http().get("/api/v1/orders?reference=WEB-8").is(200).json().get("items"))
                .isEmpty();
    }

    /** Whatever the order of its members and the way to write its numbers, an answer reads like what is stored. */
    @Test
    default void whatIsAnsweredReadsLikeWhatIsStored() {
        String metadata = "{\"zz\": 1e3, \"a\": 1.50, \"nest\": {\"bb\": [{\"y\": 1, \"x\": 12E-1}], \"c\": -0.0}}";
        String cart = cart();
        long variant = variant(5);

        Reply changed = http().patch(cart, "{\"metadata\": " + metadata + "}").is(200);
        assertThat(http().get(cart).text()).isEqualTo(changed.text());
        Reply put = http().with("If-Match", changed.header("ETag"))
                .post(
                        cart + "/items",
                        "{\"variant_id\": " + variant + ", \"quantity\": 1, \"metadata\": " + metadata + "}")
                .is(201);
        assertThat(http().get(cart).text()).isEqualTo(put.text());
        Reply order = http().post("/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + "}")
                .is(201);
        Reply shown = http().get(order.header("Location")).is(200);
        assertThat(shown.text()).isEqualTo(order.text());
        assertThat(shown.header("ETag")).isEqualTo(order.header("ETag"));
        assertThat(shown.json().get("metadata"))
                .hasToString("{\"a\":1.50,\"nest\":{\"bb\":[{\"x\":1.2,\"y\":1}],\"c\":0.0},\"zz\":1000}");
    }

    @Test
    default void metadataOfProductsAndVariantsIsClearedByNull() {
        String product = http().post(
                        "/api/v1/products",
                        "{\"name\": \"Tee\", \"base_price\": \"10.00\", \"metadata\": {\"erp\": \"4711\"}}")
                .is(201)
                .header("Location");
        String variant = "/api/v1/variants/" + variant(1);
        assertThat(http().patch(variant, "{\"metadata\": {\"bin\": \"A7\"}}")
                        .is(200)
                        .at("/metadata/bin"))
                .isEqualTo("A7");

        assertThat(http().get(product).at("/metadata/erp")).isEqualTo("4711");
        assertThat(http().patch(product, "{\"metadata\": null}").is(200).json().get("metadata"))
                .isEmpty();
        assertThat(http().patch(variant, "{\"metadata\": {\"bin\": null}}")
                        .is(200)
                        .json()
                        .get("metadata"))
                .isEmpty();
    }

    @Test
    default void metadataThatIsNoObjectOrTooLongIsRefused() {
        String cart = http().post("/api/v1/carts", "{}").is(201).header("Location");
        http().patch(cart, "{\"metadata\": [1]}").isInvalid("/metadata");
        http().patch(cart, "{\"metadata\": {\"a\": {\"b\": 1e999999999}}}").isInvalid("/metadata/a/b");
        http().patch(cart, "{\"metadata\": {\"a\": \"" + "x".repeat(Limits.METADATA) + "\"}}")
                .isInvalid("/metadata");
        http().patch(cart, "{\"email\": \"sam\"}").isInvalid("/email");
        http().patch(cart + "/items/1", "{}").isInvalid("/quantity");
        http().post("/api/v1/checkout", "{\"cart_id\": 1, \"email\": \"a b@c\", \"reference\": \"\"}")
                .isInvalid("/reference");
    }
}
