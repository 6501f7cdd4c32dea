package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.Variant;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web page cannot tell a product that is not on sale, or a promo code that is not offered, from one that never was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotOnSaleTest {
    private static final String UNKNOWN = "987654";

    private final TestShop shop = new TestShop();
    private final HttpServer server = HttpServer.start(
            shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0).withTraffic(Traffic.unlimited()));
    private final Client http = new Client(server.port());
    private final Client page = page();
    private final Variant onSale = shop.variant("20.00", 10);

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

    private String cart() {
        return page.post("/api/v1/carts", "{}").is(201).header("Location");
    }

    private Variant hidden(String status, String currency, int stock) {
        Product product = shop.holdfast
                .catalog()
                .addProduct(NewProduct.of("Hidden", Money.of("20.00", currency)).withStatus(ProductStatus.of(status)));
        return shop.holdfast.catalog().addVariant(NewVariant.of(product.id(), status + currency + stock, stock));
    }

    /** The answer to a request about something, with the number of it blotted out. */
    private String told(String method, String path, String body, String id) {
        Reply reply = body.isEmpty()
                ? page.get(path.replace("ID", id))
                : page.send(method, path.replace("ID", id), body.replace("ID", id));
        return reply.status() + " " + reply.text().replaceAll("(?<![0-9])" + id + "(?![0-9])", "ID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "archived"})
    void aVariantLooksAsIfItNeverWas(String status) {
        String cart = cart();
        String items = cart + "/items";
        List<Variant> all = List.of(hidden(status, "USD", 10), hidden(status, "USD", 0), hidden(status, "EUR", 10));
        for (Variant variant : all) {
            for (String quantity : List.of("1", "1000000")) {
                isAsUnknown(variant.id(), items, "{\"variant_id\": ID, \"quantity\": " + quantity + "}");
            }
            String other = "{\"variant_id\": " + onSale.id() + ", \"quantity\": 1}";
            String unknown = "{\"variant_id\": " + UNKNOWN + "1, \"quantity\": 1}";
            String hidden = "{\"variant_id\": ID, \"quantity\": 1}";
            for (List<String> order : List.of(
                    List.of(other, hidden),
                    List.of(hidden, other),
                    List.of(hidden, unknown),
                    List.of(unknown, hidden))) {
                isAsUnknown(variant.id(), items, "{\"items\": [" + String.join(", ", order) + "]}");
                isAsUnknown(variant.id(), "/api/v1/quotes", "{\"lines\": [" + String.join(", ", order) + "]}");
            }
            isAsUnknown(variant.id(), "/api/v1/quotes", "{\"lines\": [" + hidden + "], \"currency\": \"USD\"}");
            isAsUnknown(variant.id(), "/api/v1/variants/ID", "");
            isAsUnknown(variant.id(), "/api/v1/variants?ids=ID", "");
            isAsUnknown(variant.id(), "/api/v1/products/" + onSale.productId() + "/price?variant_id=ID", "");
            isAsUnknown(variant.productId(), "/api/v1/products/ID", "");
            isAsUnknown(variant.productId(), "/api/v1/products/ID?expand=variants", "");
            isAsUnknown(variant.productId(), "/api/v1/products?ids=ID", "");
            isAsUnknown(variant.productId(), "/api/v1/variants?product_id=ID", "");
            isAsUnknown(variant.productId(), "/api/v1/products/ID/price", "");
            isAsUnknown(variant.productId(), "/api/v1/products/ID/price?variant_id=" + variant.id(), "");
            assertThat(page.get("/api/v1/variants?sku=" + variant.sku())
                            .is(200)
                            .json()
                            .get("items"))
                    .isEmpty();
        }
        http.post(items, "{\"variant_id\": " + all.get(0).id() + ", \"quantity\": 1}")
                .isProblem(409, "product_not_active");
        assertThat(page.get(cart).json().get("items")).isEmpty();
    }

    private void isAsUnknown(long id, String path, String body) {
        assertThat(told("POST", path, body, Long.toString(id)))
                .as("%s %s", path, body)
                .isEqualTo(told("POST", path, body, UNKNOWN));
    }

    @Test
    void theAnswerThatAnIdempotencyKeyKeepsTellsNoMore() {
        Variant draft = hidden("draft", "USD", 11);
        Client once = page.with(Api.IDEMPOTENCY_KEY, "0b0c8a40-6a2c-4be2-93ce-1d3f6c2f0b15");
        String items = cart() + "/items";
        String body = "{\"variant_id\": " + draft.id() + ", \"quantity\": 1}";

        once.post(items, body).isProblem(404, "variant_not_found");
        assertThat(once.post(items, body).isProblem(404, "variant_not_found").header(Api.REPLAYED))
                .isEqualTo("true");
    }

    /** What a buyer holds stays his, and he gets no more of it. */
    @Test
    void whatIsTakenFromSaleCanStillBeBought() {
        Variant variant = shop.variant("20.00", 10);
        String cart = cart();
        page.post(cart + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 2}")
                .is(201);
        http.patch("/api/v1/products/" + variant.productId(), "{\"status\": \"archived\"}")
                .is(200);

        page.patch(cart + "/items/1", "{\"quantity\": 3}").isProblem(404, "variant_not_found");
        page.patch(cart + "/items/1", "{\"quantity\": 1}").is(200);
        String token = cart.replaceFirst(".*/", "");
        page.post("/api/v1/checkout-sessions", "{\"cart_id\": \"" + token + "\"}")
                .is(201);
    }

    @Test
    void aGiftThatIsNotOnSaleIsNotPromised() {
        Variant bought = shop.variant("20.00", 10);
        Variant shown = shop.variant("5.00", 10);
        Variant draft = hidden("draft", "USD", 12);
        for (Variant gift : List.of(shown, draft)) {
            http.post(
                            "/api/v1/pricing-rules",
                            "{\"code\": \"GIFT-" + gift.id() + "\", \"discount\": {\"type\": \"gift\", \"buy\":"
                                    + " {\"variants\": [" + bought.id() + "], \"quantity\": 1}, \"variant\": "
                                    + gift.id() + ", \"quantity\": 1, \"max_times\": 1}}")
                    .is(201);
        }
        String body = "{\"lines\": [{\"variant_id\": " + bought.id() + ", \"quantity\": 1}]}";

        assertThat(http.post("/api/v1/quotes", body).is(200).json().get("gifts"))
                .hasSize(2);
        Reply quote = page.post("/api/v1/quotes", body).is(200);
        assertThat(quote.json().get("gifts")).hasSize(1);
        assertThat(quote.id("/gifts/0/variant_id")).isEqualTo(shown.id());
    }

    private String explanation(String code) {
        Reply quote = page.post(
                        "/api/v1/quotes",
                        "{\"lines\": [{\"variant_id\": " + onSale.id() + ", \"quantity\": 1}], \"promo_codes\": [\""
                                + code + "\"]}")
                .is(200);
        String cart = cart();
        Reply filled = page.post(
                        cart + "/items",
                        "{\"variant_id\": " + onSale.id() + ", \"quantity\": 1, \"promo_code\": \"" + code + "\"}")
                .is(201);
        page.delete(cart).is(200);
        return (quote.json().get("explanation")
                        + "" + quote.json().at("/items/0/explanation")
                        + filled.json().get("explanation")
                        + filled.json().at("/items/0/explanation"))
                .replace(code, "CODE");
    }

    private void rule(String code, String more) {
        http.post(
                        "/api/v1/pricing-rules",
                        "{\"code\": \"" + code + "\", " + more
                                + ", \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}")
                .is(201);
    }

    @Test
    void aPromoCodeThatIsNotOfferedLooksUnknown() {
        String future = "\"starts_at\": \"" + TestShop.START.plusSeconds(86_400) + "\"";
        rule("DRAFT-RULE", "\"active\": false, \"conditions\": {\"promo_code\": \"DRAFT\"}");
        rule("LATER-RULE", future + ", \"conditions\": {\"promo_code\": \"LATER\"}");
        rule("BOTH-RULE", "\"active\": false, \"conditions\": {\"promo_code\": \"BOTH\"}");
        rule("BOTH-NOW-RULE", "\"conditions\": {\"promo_code\": \"BOTH\", \"min_subtotal\": \"900.00\"}");
        rule("STORED-RULE", "\"conditions\": {\"stored_codes\": true}");
        rule("STORED-DRAFT-RULE", "\"active\": false, \"conditions\": {\"stored_codes\": true}");
        for (String rule : List.of("STORED", "STORED-DRAFT")) {
            http.post("/api/v1/pricing-rules/" + rule + "-RULE/promo-codes", "{\"codes\": [\"" + rule + "-A\"]}")
                    .is(201);
        }
        http.post("/api/v1/pricing-rules/STORED-RULE/promo-codes", "{\"codes\": [\"STORED-B\", \"STORED-C\"]}")
                .is(201);
        http.patch("/api/v1/promo-codes/STORED-B", "{\"active\": false}").is(200);
        http.delete("/api/v1/promo-codes/STORED-C").is(204);

        String unknown = explanation("NEVER-WAS");

        assertThat(unknown).contains("unknown_promo_code");
        for (String code : List.of("DRAFT", "LATER", "STORED-DRAFT-A", "STORED-B", "STORED-C")) {
            assertThat(explanation(code)).as(code).isEqualTo(unknown);
        }
        assertThat(explanation("STORED-A")).contains("\"applied\"").doesNotContain("unknown_promo_code");
        assertThat(explanation("BOTH")).doesNotContain("unknown_promo_code");
        String all = http.post(
                        "/api/v1/quotes",
                        "{\"lines\": [{\"variant_id\": " + onSale.id()
                                + ", \"quantity\": 1}], \"promo_codes\": [\"LATER\"]}")
                .is(200)
                .text();
        assertThat(all).contains("not_started", "promo_code_not_offered").doesNotContain("unknown_promo_code");
    }
}
