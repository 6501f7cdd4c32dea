package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

interface CatalogTests extends Served {
    @Test
    default void theRequestsOfTheServiceThatThisGrewFromWorkVerbatim() {
        long product = http().post(
                        "/api/v1/products",
                        "{\"name\": \"T-Shirt\", \"description\": \"Basic tee\", \"base_price\": 10.00, \"category_id\": null}")
                .is(201)
                .id("/id");
        long variant = http().post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product
                                + ", \"sku\": \"TS-RED-M\", \"attributes\": {\"color\": \"red\"}, \"stock_quantity\": 100}")
                .is(201)
                .id("/id");
        String cart =
                http().send("POST", "/api/v1/carts", (byte[]) null).is(201).header("Location");

        Reply put = http().post(
                        cart + "/items",
                        "{\"variant_id\": " + variant
                                + ", \"quantity\": 2, \"user_tier\": \"gold\", \"promo_code\": null}");
        Reply order = http().post("/api/v1/checkout", "{\"cart_id\": " + Served.id(cart) + ", \"user_id\": 1}");

        put.is(201);
        assertThat(put.at("/items/0/sku")).isEqualTo("TS-RED-M");
        assertThat(put.at("/items/0/unit_price")).isEqualTo("10.00");
        assertThat(put.at("/user_tier")).isEqualTo("gold");
        assertThat(put.at("/total")).isEqualTo("20.00");
        order.is(201);
        assertThat(order.at("/status")).isEqualTo("placed");
        assertThat(order.at("/user_id")).isEqualTo("1");
        assertThat(order.at("/total")).isEqualTo("20.00");
        assertThat(http().get("/api/v1/variants/" + variant).at("/stock_quantity"))
                .isEqualTo("98");
    }

    @Test
    default void aProductIsAddedShownAndChanged() {
        String handle = name("hoodie");
        Reply added = http().post("/api/v1/products", """
                {"name": "Hoodie", "handle": "%s", "base_price": "39.90", "currency": "EUR",
                 "category": "apparel/sweatshirts", "description": ""}""".formatted(handle));
        String path = added.is(201).header("Location");

        assertThat(path).isEqualTo("/api/v1/products/" + added.at("/id"));
        assertThat(added.at("/currency")).isEqualTo("EUR");
        assertThat(http().get(path).is(200).json()).isEqualTo(added.json());

        Reply changed = http().with("Content-Type", "application/merge-patch+json")
                .send(
                        "PATCH",
                        path,
                        "{\"base_price\": 40, \"currency\": \"EUR\", \"category\": null}"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(changed.is(200).at("/base_price")).isEqualTo("40.00");
        assertThat(changed.json().get("category").isNull()).isTrue();
        assertThat(changed.at("/name")).isEqualTo("Hoodie");
        http().patch(path, "{\"base_price\": \"1.005\"}").isInvalid("/base_price");
        http().patch(path, "{\"currency\": \"USD\"}").isInvalid("/currency");
        http().patch(path, "{\"name\": null, \"base_price\": null}").isInvalid("/name", "/base_price");
        http().post("/api/v1/products", "{\"name\": \"Other\", \"base_price\": 1, \"handle\": \"" + handle + "\"}")
                .isProblem(409, "handle_taken");
    }

    @Test
    default void onlyActiveProductsAreSold() {
        Reply draft =
                http().post("/api/v1/products", """
                {"name": "%s", "base_price": 1, "status": "draft"}""".formatted(name("Draft"))).is(201);
        String path = "/api/v1/products/" + draft.at("/id");
        long variant = variantOf(draft.id("/id"), 5);
        String cart = cart();
        String quote = "{\"lines\": [{\"variant_id\": " + variant + ", \"quantity\": 1}]}";

        assertThat(draft.at("/status")).isEqualTo("draft");
        Reply refused = put(cart, variant, 1).isProblem(409, "product_not_active");
        assertThat(refused.at("/product_status")).isEqualTo("draft");
        assertThat(refused.id("/variant_id")).isEqualTo(variant);
        http().post("/api/v1/quotes", quote).isProblem(409, "product_not_active");
        assertThat(http().get("/api/v1/variants/" + variant).at("/product_status"))
                .isEqualTo("draft");
        assertThat(listed("/api/v1/products?status=draft&q=" + draft.at("/handle")))
                .isEqualTo(1);
        assertThat(listed("/api/v1/products?status=active&q=" + draft.at("/handle")))
                .isZero();
        assertThat(listed("/api/v1/variants?product_status=active&product_id=" + draft.at("/id")))
                .isZero();

        assertThat(http().patch(path, "{\"status\": \"active\"}").is(200).at("/status"))
                .isEqualTo("active");
        put(cart, variant, 1).is(201);
        http().post("/api/v1/quotes", quote).is(200);
        assertThat(listed("/api/v1/variants?product_status=active&product_id=" + draft.at("/id")))
                .isEqualTo(1);
        http().patch(path, "{\"status\": \"archived\"}").is(200);
        put(cart, variant, 2).isProblem(409, "product_not_active");
        checkOut(cart).is(201);

        http().patch(path, "{\"status\": null}").isInvalid("/status");
        http().patch(path, "{\"status\": \"gone\"}").isInvalid("/status");
        http().post("/api/v1/products", "{\"name\": \"A\", \"base_price\": 1, \"status\": 3}")
                .isInvalid("/status");
        http().get("/api/v1/products?status=gone").isInvalid("/status");
    }

    private int listed(String path) {
        return http().get(path).is(200).json().get("items").size();
    }

    @Test
    default void aCategoryIdIsRefusedByTheNameOfWhatToUse() {
        Reply refused = http().post("/api/v1/products", "{\"name\": \"A\", \"base_price\": 1, \"category_id\": 3}");

        refused.isInvalid("/category_id");
        assertThat(refused.at("/errors/0/detail")).contains("category");
    }

    @Test
    default void aVariantShowsWhoseItsPriceIs() {
        long product = product("10.00");
        String path = http().post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product + ", \"sku\": \"" + name("SKU") + "\", \"price\": \"12.50\"}")
                .is(201)
                .header("Location");

        assertThat(http().get(path).at("/price_source")).isEqualTo("variant");
        assertThat(http().get(path).at("/price")).isEqualTo("12.50");
        Reply changed =
                http().patch(path, "{\"price\": null, \"attributes\": {\"size\": \"M\", \"n\": 1.5, \"b\": true}}");
        assertThat(changed.is(200).at("/price_source")).isEqualTo("product");
        assertThat(changed.at("/price")).isEqualTo("10.00");
        assertThat(changed.at("/attributes/n")).isEqualTo("1.5");
        http().patch(path, "{\"price\": \"0.001\"}").isInvalid("/price");
        assertThat(http().patch(path, "{\"attributes\": null}").is(200).text()).contains("\"attributes\":{}");
        http().patch(path, "{\"attributes\": {\"a\": [], \"b\": {}, \"c\": null}}")
                .isInvalid("/attributes/a", "/attributes/b", "/attributes/c");
    }

    @Test
    default void aVariantHasAMinimumPriceThatIsNotAboveItsPrice() {
        long product = product("10.00");
        String add = "{\"product_id\": " + product + ", \"sku\": \"" + name("SKU") + "\", \"min_price\": ";
        http().post("/api/v1/variants", add + "\"10.01\"}").isInvalid("/min_price");
        http().post("/api/v1/variants", add + "-1}").isInvalid("/min_price");
        http().post("/api/v1/variants", add + "\"0.001\"}").isInvalid("/min_price");
        String path = http().post("/api/v1/variants", add + "8}").is(201).header("Location");

        assertThat(http().get(path).at("/min_price")).isEqualTo("8.00");
        assertThat(http().patch(path, "{\"name\": \"Other\"}").is(200).at("/min_price"))
                .isEqualTo("8.00");
        Reply refused = http().patch(path, "{\"price\": \"7.50\"}").isInvalid("/price");
        assertThat(refused.at("/errors/0/detail")).isEqualTo("7.50 USD is below the minimum price, 8.00 USD");
        http().patch("/api/v1/products/" + product, "{\"base_price\": 7}").isInvalid("/base_price");
        http().patch(path, "{\"min_price\": \"10.50\"}").isInvalid("/min_price");
        assertThat(http().patch(path, "{\"price\": 5, \"min_price\": \"4.99\"}")
                        .is(200)
                        .at("/min_price"))
                .isEqualTo("4.99");
        Reply cleared = http().patch(path, "{\"min_price\": null}").is(200);
        assertThat(cleared.json().get("min_price").isNull()).isTrue();
        assertThat(cleared.at("/price")).isEqualTo("5.00");
    }

    @Test
    default void aVariantNeedsAnExistingProductAndAUniqueSku() {
        String sku = name("SKU");
        long product = product("1.00");
        String body = "{\"product_id\": " + product + ", \"sku\": \"" + sku + "\"}";

        http().post("/api/v1/variants", body).is(201);
        assertThat(http().post("/api/v1/variants", body)
                        .isProblem(409, "sku_taken")
                        .at("/sku"))
                .isEqualTo(sku);
        http().post("/api/v1/variants", "{\"product_id\": 999999999, \"sku\": \"x\"}")
                .isProblem(404, "product_not_found");
        http().post("/api/v1/variants", "{\"product_id\": 999999999, \"sku\": \"x\", \"price\": 1}")
                .isProblem(404, "product_not_found");
    }

    @Test
    default void stockOfAVariantIsChangedByMovementsOnly() {
        long variant = variant(5);

        Reply refused = http().patch("/api/v1/variants/" + variant, "{\"stock_quantity\": 7}");

        refused.isInvalid("/stock_quantity");
        assertThat(refused.at("/errors/0/detail")).contains("movements");
        assertThat(http().get("/api/v1/variants/" + variant).at("/stock_quantity"))
                .isEqualTo("5");
    }

    @Test
    default void listsAreFilteredAndPaged() {
        long product = product("10.00");
        long first = variantOf(product, 0);
        long second = variantOf(product, 0);
        long third = variantOf(product, 0);
        String list = "/api/v1/variants?product_id=" + product;

        Reply page = http().get(list + "&limit=2").is(200);
        assertThat(page.id("/items/0/id")).isEqualTo(first);
        assertThat(page.id("/items/1/id")).isEqualTo(second);
        Reply rest =
                http().get(list + "&limit=2&cursor=" + page.at("/next_cursor")).is(200);
        assertThat(rest.id("/items/0/id")).isEqualTo(third);
        assertThat(rest.json().get("next_cursor").isNull()).isTrue();

        String sku = page.at("/items/0/sku");
        assertThat(http().get("/api/v1/variants?sku=" + sku).json().get("items"))
                .hasSize(1);
        assertThat(http().get("/api/v1/variants?q=" + sku.toLowerCase(java.util.Locale.ROOT))
                        .at("/items/0/sku"))
                .isEqualTo(sku);
        assertThat(http().get("/api/v1/products?q=nothing-of-this-name").json().get("items"))
                .isEmpty();
        assertThat(http().get("/api/v1/products?category=no/such").json().get("items"))
                .isEmpty();
    }
}
