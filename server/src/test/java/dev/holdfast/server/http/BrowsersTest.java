package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.access.Browsers;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers need: buyer tokens, and answers that pages of named origins may read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowsersTest {
    private static final String KEY = "correct horse battery";
    private static final String SHOP = "https://shop.example";

    private final TestShop shop = new TestShop();
    private final HttpServer server = HttpServer.start(
            shop.holdfast,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(KEY)
                    .withBrowsers(TestBrowsers.with(AllowedOrigins.parse(SHOP + ",http://localhost:5173"))));
    private final Client stranger = new Client(server.port());
    private final Client http = stranger.with("Authorization", "Bearer " + KEY);

    @AfterAll
    void stop() {
        server.close();
    }

    private Client of(String buyer) {
        return http.with(
                "X-Buyer-Token",
                http.post("/api/v1/buyer-tokens", buyer).is(201).at("/token"));
    }

    @Test
    void aTokenSaysWhoTheBuyerIs() {
        Variant variant = shop.variant(10);
        Client ann = of("{\"user_id\": \"ann\", \"user_tier\": \"gold\", \"attributes\": {\"channel\": \"web\"}}");

        Reply cart = ann.post("/api/v1/carts", "{\"attributes\": {\"region\": \"eu\"}}")
                .is(201);
        assertThat(cart.at("/user_id")).isEqualTo("ann");
        assertThat(cart.at("/user_tier")).isEqualTo("gold");
        assertThat(cart.at("/attributes/channel")).isEqualTo("web");
        assertThat(cart.at("/attributes/region")).isEqualTo("eu");
        String guest = http.post("/api/v1/carts", "").is(201).header("Location");
        String item = "{\"variant_id\": " + variant.id() + ", \"quantity\": 1}";
        assertThat(ann.post(guest + "/items", item).is(201).at("/user_tier")).isEqualTo("gold");
        assertThat(ann.post(guest + "/items", "{\"items\": [" + item + "]}")
                        .is(200)
                        .at("/user_tier"))
                .isEqualTo("gold");
        Reply session = ann.post("/api/v1/checkout-sessions", "{\"cart_id\": " + id(guest) + "}")
                .is(201);
        assertThat(session.at("/user_id")).isEqualTo("ann");
        String other = http.post("/api/v1/carts", "").header("Location");
        http.post(other + "/items", item).is(201);
        assertThat(ann.post("/api/v1/checkout", "{\"cart_id\": " + id(other) + "}")
                        .is(201)
                        .at("/user_id"))
                .isEqualTo("ann");
    }

    private static String id(String cart) {
        return cart.substring(cart.lastIndexOf('/') + 1);
    }

    @Test
    void aTokenPricesWhatItsBuyerSees() {
        shop.rule(
                "{'code': 'GOLD', 'conditions': {'user_tiers': ['gold']}, 'discount': {'type': 'percent_off', 'percent':"
                        + " 10}}");
        Variant variant = shop.variant("10.00", 10);
        Client gold = of("{\"user_tier\": \"gold\"}");
        String price = "/api/v1/products/" + variant.productId() + "/price";
        String lines = "{\"lines\": [{\"variant_id\": " + variant.id() + ", \"quantity\": 1}]}";

        assertThat(gold.get(price).is(200).at("/total")).isEqualTo("9.00");
        assertThat(http.get(price).is(200).at("/total")).isEqualTo("10.00");
        assertThat(gold.post("/api/v1/quotes", lines).is(200).at("/total")).isEqualTo("9.00");
        gold.get(price + "?user_tier=silver").isInvalid("/user_tier");
        gold.get(price + "?user_tier=gold").is(200);
    }

    @Test
    void whatContradictsATokenIsRefused() {
        Variant variant = shop.variant(10);
        Client ann = of("{\"user_id\": \"ann\", \"user_tier\": \"gold\", \"attributes\": {\"channel\": \"web\"}}");
        String cart = ann.post("/api/v1/carts", "").is(201).header("Location");
        String item = "{\"variant_id\": " + variant.id() + ", \"quantity\": 1, \"user_tier\": \"staff\"}";

        ann.post(
                        "/api/v1/carts",
                        "{\"user_id\": \"bob\", \"user_tier\": \"staff\", \"attributes\": {\"channel\": \"pos\"}}")
                .isInvalid("/user_id", "/user_tier", "/attributes/channel");
        ann.post("/api/v1/quotes", "{\"lines\": [], \"user_id\": \"bob\", \"user_tier\": \"staff\"}")
                .isInvalid("/user_id", "/user_tier");
        ann.post(cart + "/items", item).isInvalid("/user_tier");
        ann.post(cart + "/items", "{\"items\": [" + item + "]}").isInvalid("/items/0/user_tier");
        for (String path : List.of("/api/v1/checkout", "/api/v1/checkout-sessions")) {
            ann.post(path, "{\"cart_id\": " + id(cart) + ", \"user_id\": \"bob\"}")
                    .isInvalid("/user_id");
        }
        ann.post("/api/v1/carts", "{\"user_id\": \"ann\", \"user_tier\": null, \"attributes\": {\"channel\": \"web\"}}")
                .is(201);
    }

    @Test
    void aTokenThatIsNotValidOpensNothing() {
        for (String token : List.of("x", "e30.e30.", "a".repeat(5000))) {
            Client holder = http.with("X-Buyer-Token", token);
            assertThat(holder.get("/api/v1/products")
                            .isProblem(401, "buyer_token_invalid")
                            .header("WWW-Authenticate"))
                    .contains("invalid_token");
            assertThat(holder.post("/api/v1/carts", "{}")
                            .isProblem(401, "buyer_token_invalid")
                            .text())
                    .doesNotContain(token + "\"");
        }
        String token =
                http.post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\"}").at("/token");
        http.with("X-Buyer-Token", token, "X-Buyer-Token", token)
                .get("/api/v1/products")
                .isProblem(401, "buyer_token_invalid");
        stranger.with("X-Buyer-Token", token).get("/api/v1/products").isProblem(401, "unauthorized");
    }

    @Test
    void aTokenIsAskedForCorrectly() {
        String path = "/api/v1/buyer-tokens";

        http.post(path, "{}").isInvalid("/user_id");
        http.post(path, "{\"attributes\": {}}").isInvalid("/user_id");
        http.post(path, "{\"user_id\": \"ann\", \"expires_in\": 0}").isInvalid("/expires_in");
        http.post(path, "{\"user_id\": \"ann\", \"expires_in\": 86401}").isInvalid("/expires_in");
        http.post(path, "{\"user_id\": \"ann\", \"email\": \"a@example.org\"}").isInvalid("/email");
        assertThat(http.post(path, "{\"user_id\": 7, \"expires_in\": 86400}")
                        .is(201)
                        .at("/token"))
                .matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}");
        stranger.post(path, "{\"user_id\": \"ann\"}").isProblem(401, "unauthorized");
        try (HttpServer keyless =
                HttpServer.start(shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            new Client(keyless.port())
                    .post(path, "{\"user_id\": \"ann\"}")
                    .isProblem(501, "buyer_tokens_not_configured");
        }
    }

    @Test
    void anIdempotencyKeyIsOfOneBuyer() {
        String key = "key-" + System.nanoTime();
        Client ann = of("{\"user_id\": \"ann\"}").with("Idempotency-Key", key);
        Reply made = ann.post("/api/v1/carts", "").is(201);

        Client annLater = of("{\"user_id\": \"ann\", \"expires_in\": 60}").with("Idempotency-Key", key);
        assertThat(annLater.post("/api/v1/carts", "").is(201).id("/id")).isEqualTo(made.id("/id"));
        of("{\"user_id\": \"bob\"}")
                .with("Idempotency-Key", key)
                .post("/api/v1/carts", "")
                .isProblem(422, "idempotency_key_reused");
    }

    private Reply preflight(String origin, String path) {
        return stranger.with("Origin", origin, "Access-Control-Request-Method", "POST")
                .send("OPTIONS", path, (byte[]) null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/carts",
                "/api/v1/carts/ct_0123456789abcdefghijklmnopqrstuv/items",
                "/api/v1/nothing",
                "/docs"
            })
    void aPreflightNeedsNoKey(String path) {
        Reply reply = preflight(SHOP, path).is(204);

        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST", "PATCH", "DELETE");
        assertThat(reply.header("Access-Control-Allow-Headers").split(", "))
                .contains("Authorization", "Content-Type", "Idempotency-Key", "If-Match", "X-Buyer-Token");
        assertThat(reply.header("Access-Control-Max-Age")).isEqualTo("7200");
        assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(reply.headers().allValues("Vary")).contains("Origin");
        assertThat(reply.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "https://shop.example.evil.example", "http://shop.example"})
    void aPageOfAnotherOriginMayNotReadAnswers(String origin) {
        Reply preflight = preflight(origin, "/api/v1/carts").isProblem(401, "unauthorized");
        Reply answer = http.with("Origin", origin).get("/api/v1/products").is(200);

        for (Reply reply : List.of(preflight, answer)) {
            assertThat(reply.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
            assertThat(reply.headers().allValues("Vary")).contains("Origin");
        }
    }

    @Test
    void aPageOfANamedOriginMayReadEveryAnswer() {
        Client page = http.with("Origin", SHOP);
        for (Reply reply : List.of(
                page.get("/api/v1/products").is(200),
                page.post("/api/v1/carts", "{").isProblem(400, "malformed_request"),
                page.get("/api/v1/nothing").isProblem(404, "route_not_found"),
                stranger.with("Origin", SHOP).get("/api/v1/carts").isProblem(401, "unauthorized"),
                page.with("X-Buyer-Token", "x").get("/api/v1/carts").isProblem(401, "buyer_token_invalid"))) {
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
            assertThat(reply.header("Access-Control-Expose-Headers").split(", "))
                    .contains("ETag", "Location", "Retry-After", "RateLimit", "X-Request-Id");
            assertThat(reply.headers().allValues("Vary")).contains("Origin");
        }
        assertThat(http.get("/api/v1/products").headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void everyPageMayReadAnswersIfThatIsSaid() {
        Browsers browsers = new Browsers(AllowedOrigins.parse("*"), BuyerTokens.none());
        HttpOptions options = HttpOptions.defaults()
                .listeningOn("127.0.0.1", 0)
                .withSecretKey(KEY)
                .withBrowsers(browsers);
        try (HttpServer open = HttpServer.start(shop.holdfast, options)) {
            Reply reply = new Client(open.port(), "Authorization", "Bearer " + KEY, "Origin", "https://a.example")
                    .get("/api/v1/products")
                    .is(200);
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
        }
    }

    @Test
    void withoutTheSettingNothingIsAdded() {
        HttpOptions options = HttpOptions.defaults().listeningOn("127.0.0.1", 0).withSecretKey(KEY);
        try (HttpServer closed = HttpServer.start(shop.holdfast, options)) {
            Client page = new Client(closed.port(), "Authorization", "Bearer " + KEY, "Origin", SHOP);
            Reply answer = page.get("/api/v1/products").is(200);
            Reply preflight = page.with("Access-Control-Request-Method", "GET")
                    .send("OPTIONS", "/api/v1/products", (byte[]) null);

            assertThat(preflight.is(204).header("Allow")).contains("POST");
            for (Reply reply : List.of(answer, preflight)) {
                assertThat(reply.headers().map()).doesNotContainKeys("vary", "access-control-allow-origin");
            }
        }
    }

    @Test
    void aServerWithoutAKeyKeepsPagesOfOtherOriginsOutAllTheSame() {
        Browsers browsers = new Browsers(AllowedOrigins.parse(SHOP + ",http://localhost:5173"), BuyerTokens.none());
        HttpOptions options = HttpOptions.defaults().listeningOn("127.0.0.1", 0).withBrowsers(browsers);
        try (HttpServer local = HttpServer.start(shop.holdfast, options)) {
            Client client = new Client(local.port());
            client.with("Origin", SHOP).get("/api/v1/products").isProblem(403, "origin_not_allowed");
            Reply reply = client.with("Origin", "http://localhost:5173")
                    .get("/api/v1/products")
                    .is(200);
            assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("http://localhost:5173");
        }
    }
}
