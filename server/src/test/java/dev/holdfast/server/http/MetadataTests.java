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
