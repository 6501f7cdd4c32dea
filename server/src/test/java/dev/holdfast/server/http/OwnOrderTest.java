package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.NewApiKey;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A web page shows a buyer what he has bought, by the token of his cart or by his buyer token, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnOrderTest {
    private static final String ORDERS = "/api/v1/orders";

    private final TestShop shop = new TestShop();
    private final HttpServer server = HttpServer.start(
            shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0).withBrowsers(TestBrowsers.withTokens()));
    private final Client http = new Client(server.port());
    private final Client page = page();
    private final Variant variant = shop.variant("20.00", 100);

    @AfterAll
    void stop() {
        server.close();
    }

    private Client page() {
        String secret = shop.holdfast
                .apiKeys()
                .create(NewApiKey.publishable("storefront"))
                .secret();
        server.refreshKeys();
        return http.with("Authorization", "Bearer " + secret);
    }

    private Client of(String buyer) {
        return page.with(
                "X-Buyer-Token",
                http.post("/api/v1/buyer-tokens", buyer).is(201).at("/token"));
    }

    /** The path of a new cart with two units. */
    private String filled(Client buyer) {
        String cart = buyer.post("/api/v1/carts", "{}").is(201).header("Location");
        buyer.post(cart + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 2}")
                .is(201);
        return cart;
    }

    private Reply bought(String cart) {
        String token = cart.replaceFirst(".*/", "");
        return http.post(
                        "/api/v1/checkout",
                        "{\"cart_id\": \"" + token + "\", \"reference\": \"ERP-7\", \"metadata\": {\"margin\": 4}}")
                .is(201);
    }

    @Test
    void aBuyerWithoutAnAccountReadsItByTheTokenOfHisCart() {
        String cart = filled(page);
        assertThat(page.get(cart + "/orders").is(200).json().get("items")).isEmpty();
        String id = bought(cart).at("/id");

        Reply shown = page.get(cart + "/orders").is(200);

        assertThat(List.of(shown.at("/items/0/id"), shown.at("/items/0/total"), shown.at("/items/0/items/0/quantity")))
                .containsExactly(id, "40.00", "2");
        assertThat(shown.json().get("items")).hasSize(1);
        page.get(cart + "/orders?user_id=ann").isInvalid("/user_id");
        page.get("/api/v1/carts/" + shown.at("/items/0/cart_id") + "/orders").isProblem(404, "cart_not_found");
        page.get("/api/v1/carts/ct_x/orders").isProblem(404, "cart_not_found");
        page.get(ORDERS + "/" + id).isProblem(401, "buyer_token_invalid");
        page.get(ORDERS).isProblem(401, "buyer_token_invalid");
        http.get("/api/v1/carts/" + shown.at("/items/0/cart_id") + "/orders").is(200);
        http.get("/api/v1/carts/999999/orders").isProblem(404, "cart_not_found");
    }

    @Test
    void aBuyerWhoIsKnownReadsHisOrdersAndNobodyElses() {
        Client ann = of("{\"user_id\": \"ann\"}");
        Client bob = of("{\"user_id\": \"bob\"}");
        String first = bought(filled(ann)).at("/id");
        String second = bought(filled(ann)).at("/id");
        String other = bought(filled(bob)).at("/id");
        String nobodys = bought(filled(page)).at("/id");

        Reply orders = ann.get(ORDERS).is(200);
        assertThat(List.of(orders.at("/items/0/id"), orders.at("/items/1/id"))).containsExactly(second, first);
        assertThat(orders.json().get("items")).hasSize(2);
        assertThat(ann.get(ORDERS + "?limit=1").is(200).json().get("items")).hasSize(1);
        Reply shown = ann.get(ORDERS + "/" + first).is(200);
        assertThat(shown.at("/total")).isEqualTo("40.00");
        ann.with("If-None-Match", shown.header("ETag"))
                .get(ORDERS + "/" + first)
                .is(304);
        String unknown =
                ann.get(ORDERS + "/999999").isProblem(404, "order_not_found").text();
        for (String hidden : List.of(other, nobodys)) {
            Reply refused = ann.with("If-None-Match", "*").get(ORDERS + "/" + hidden);
            assertThat(refused.isProblem(404, "order_not_found").text()).isEqualTo(unknown.replace("999999", hidden));
        }
        for (String name : List.of("user_id=bob", "email=a", "reference=ERP-7", "cart_id=1", "promo_code=A")) {
            ann.get(ORDERS + "?" + name).isInvalid("/" + name.replaceFirst("=.*", ""));
        }
        of("{\"user_tier\": \"gold\"}").get(ORDERS).isProblem(401, "buyer_token_invalid");
    }

    @Test
    void whatTheShopNotesAboutAnOrderIsNotShown() {
        String cart = filled(page);
        String order = ORDERS + "/" + bought(cart).at("/id");
        http.post(order + "/payments", "{\"kind\": \"captured\", \"amount\": \"40.00\", \"reference\": \"pi_1\"}")
                .is(201);
        http.post(
                        order + "/cancellations",
                        "{\"items\": [{\"item_id\": 1, \"quantity\": 1}], \"reason\": \"a nuisance\"}")
                .is(201);
        http.post(order + "/fulfilments", "{\"reference\": \"TICKET-9\"}").is(201);

        Reply shown = page.get(cart + "/orders").is(200);

        assertThat(http.get(order).text()).contains("ERP-7", "margin", "pi_1", "a nuisance", "TICKET-9", "local");
        assertThat(shown.text()).doesNotContain("ERP-7", "margin", "pi_1", "a nuisance", "TICKET-9", "local");
        assertThat(shown.json().at("/items/0/policy").isNull()).isTrue();
        assertThat(shown.at("/items/0/payment_status")).isEqualTo("paid");
        assertThat(shown.at("/items/0/refund_due")).isEqualTo("20.00");
        assertThat(shown.at("/items/0/corrections/0/refund_total")).isEqualTo("20.00");
    }

    /** Names that a shop gives to attributes are not those of members. */
    @Test
    void attributesAreShownWhateverTheirNames() {
        long product = shop.variant(1).productId();
        http.post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product + ", \"sku\": \"FILM\","
                                + " \"attributes\": {\"actor\": \"Ida\", \"policy\": \"open\"}}")
                .is(201);

        Reply shown = page.get("/api/v1/variants?sku=FILM").is(200);

        assertThat(shown.at("/items/0/attributes/actor")).isEqualTo("Ida");
        assertThat(shown.at("/items/0/attributes/policy")).isEqualTo("open");
    }
}
