package dev.holdfast.server.http;

import dev.holdfast.testing.TestShop;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tests of a served shop share: the shop, the way to it over HTTP, and the words to set a scene. */
interface Served {
    AtomicInteger NAMES = new AtomicInteger();

    /** The shop, for setting its clock and looking behind the API. */
    TestShop shop();

    /** The way to it. */
    Client http();

    /** The port that it is served on. */
    int port();

    /** A name that nothing has yet. */
    default String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** A new product at this price; answers its id. */
    default long product(String price) {
        return http().post(
                        "/api/v1/products",
                        "{\"name\": \"" + name("Product") + "\", \"base_price\": \"" + price + "\"}")
                .is(201)
                .id("/id");
    }

    /** A new variant of a new product at 10.00; answers its id. */
    default long variant(int stock) {
        return variantOf(product("10.00"), stock);
    }

    default long variantOf(long product, int stock) {
        return http().post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product + ", \"sku\": \"" + name("SKU") + "\", \"stock_quantity\": "
                                + stock + "}")
                .is(201)
                .id("/id");
    }

    /** A new cart; answers its path. */
    default String cart() {
        return http().send("POST", "/api/v1/carts", (byte[]) null).is(201).header("Location");
    }

    default Reply put(String cart, long variant, int quantity) {
        return http().post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": " + quantity + "}");
    }

    /** A new cart that holds so many units; answers its path. */
    default String cartWith(long variant, int quantity) {
        String cart = cart();
        put(cart, variant, quantity).is(201);
        return cart;
    }

    default Reply checkOut(String cart) {
        return http().post("/api/v1/checkout", "{\"cart_id\": " + id(cart) + "}");
    }

    /** The id at the end of a path. */
    static long id(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }
}
