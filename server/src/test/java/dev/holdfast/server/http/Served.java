package dev.holdfast.server.http;

import dev.holdfast.testing.TestShop;
import java.util.concurrent.atomic.AtomicInteger;

/** The fixture of the tests of a served shop: the shop, a client, and steps that set the scene. */
interface Served {
    AtomicInteger NAMES = new AtomicInteger();

    /** The shop, to set its clock and to look behind the API. */
    TestShop shop();

    /** The client of the server. */
    Client http();

    /** The port of the server. */
    int port();

    /** A unique name. */
    default String name(String prefix) {
        return prefix + "-" + NAMES.incrementAndGet();
    }

    /** Adds a product at a price; returns its id. */
    default long product(String price) {
        return http().post(
                        "/api/v1/products",
                        "{\"name\": \"" + name("Product") + "\", \"base_price\": \"" + price + "\"}")
                .is(201)
                .id("/id");
    }

    /** Adds a variant of a new product at 10.00; returns its id. */
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

    /** Creates a cart; returns its path. */
    default String cart() {
        return http().send("POST", "/api/v1/carts", (byte[]) null).is(201).header("Location");
    }

    default Reply put(String cart, long variant, int quantity) {
        return http().post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": " + quantity + "}");
    }

    /** Creates a cart that holds some units; returns its path. */
    default String cartWith(long variant, int quantity) {
        String cart = cart();
        put(cart, variant, quantity).is(201);
        return cart;
    }

    default Reply checkOut(String cart) {
        return http().post("/api/v1/checkout", "{\"cart_id\": " + id(cart) + "}");
    }

    /** Begins a checkout session for a cart; returns its path. */
    default String session(String cart) {
        return http().post("/api/v1/checkout-sessions", "{\"cart_id\": " + id(cart) + "}")
                .is(201)
                .header("Location");
    }

    /** The id at the end of a path. */
    static long id(String path) {
        return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    }
}
