package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.Variant;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.http.routes.Route;
import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a web page can do with a publishable key, and what it cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorefrontTest {
    private static final String CARTS = "/api/v1/carts";
    private static final String SESSIONS = "/api/v1/checkout-sessions";
    private static final String UUID = "0b0c8a40-6a2c-4be2-93ce-1d3f6c2f0b1";

    private final TestShop shop = new TestShop();
    private final HttpServer server = HttpServer.start(
            shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0).withBrowsers(TestBrowsers.withTokens()));
    private final Client http = new Client(server.port());
    private final Client page = page();
    private final Variant variant = shop.variant("20.00", 100);

    StorefrontTest() {
        shop.holdfast
                .pricing()
                .add(rule("{\"code\": \"TEN\", \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}"));
        shop.holdfast
                .pricing()
                .add(rule("{\"code\": \"BIG\", \"conditions\": {\"min_subtotal\": \"1000.00\"},"
                        + " \"discount\": {\"type\": \"percent_off\", \"percent\": 50}}"));
    }

    private static PricingRule rule(String json) {
        return PricingRuleJson.read(json, Currency.getInstance("USD"));
    }

    private Client page() {
        String secret = shop.holdfast
                .apiKeys()
                .create(NewApiKey.publishable("storefront"))
                .secret();
        server.refreshKeys();
        return http.with("Authorization", "Bearer " + secret);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** The path of a new cart that names it by its token. */
    private String cart() {
        Reply created = page.post(CARTS, "{}").is(201);
        assertThat(created.header("Location")).isEqualTo(CARTS + "/" + created.at("/token"));
        return created.header("Location");
    }

    private Reply put(String cart) {
        return page.post(cart + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 2}");
    }

    @Test
    void sellsFromTheListToTheSession() {
        assertThat(page.get("/api/v1/products").is(200).at("/items/0/status")).isEqualTo("active");
        assertThat(page.post("/api/v1/quotes", "{\"lines\": [{\"variant_id\": " + variant.id() + ", \"quantity\": 1}]}")
                        .is(200)
                        .at("/total"))
                .isEqualTo("18.00");
        String cart = cart();
        Reply filled = put(cart).is(201);
        String item = filled.at("/items/0/id");
        page.patch(cart + "/items/" + item, "{\"quantity\": 1}").is(200);
        page.patch(cart, "{\"email\": \"sam@example.com\"}").is(200);
        page.post(cart + "/extend", "{}").is(200);

        String token = cart.substring(cart.lastIndexOf('/') + 1);
        String session = page.post(SESSIONS, "{\"cart_id\": \"" + token + "\", \"expected_total\": \"18.00\"}")
                .is(201)
                .at("/id");
        assertThat(page.get(SESSIONS + "/" + session).is(200).at("/total")).isEqualTo("18.00");
        page.post(SESSIONS + "/" + session + "/complete", "{}").isProblem(403, "scope_missing");
        page.post(SESSIONS + "/" + session + "/cancel", "{}").is(200);
        page.delete(cart + "/items/" + item).is(200);
        page.delete(cart).is(200);
    }

    @Test
    void aBuyerChoosesWhereToCollect() {
        http.post("/api/v1/locations", "{\"code\": \"berlin\", \"name\": \"Berlin\", \"priority\": 900}")
                .is(201);
        shop.holdfast.inventory().at("berlin").receive(variant.id(), 3, null);
        String put = "{\"variant_id\": " + variant.id() + ", \"quantity\": 1, \"locations\": [\"%s\"]}";

        Reply one = page.post(cart() + "/items", put.formatted("berlin")).is(201);
        Reply listed = page.post(cart() + "/items", "{\"items\": [" + put.formatted("berlin") + "]}")
                .is(201);
        assertThat(one.at("/items/0/holds/0/location")).isEqualTo("berlin");
        assertThat(listed.at("/items/0/holds/0/location")).isEqualTo("berlin");
        page.post(cart() + "/items", put.formatted("nowhere")).isInvalid("/locations/0");
        page.get("/api/v1/locations").isProblem(403, "scope_missing");
    }

    @Test
    void aCartIsNamedByItsTokenOnly() {
        String cart = cart();
        put(cart).is(201);
        String id = page.get(cart).at("/id");

        Reply unknown = page.get(CARTS + "/999999").isProblem(404, "cart_not_found");
        assertThat(page.get(CARTS + "/" + id).isProblem(404, "cart_not_found").text())
                .isEqualTo(unknown.text().replace("999999", id));
        put(CARTS + "/" + id).isProblem(404, "cart_not_found");
        page.delete(CARTS + "/" + id).isProblem(404, "cart_not_found");
        page.post(SESSIONS, "{\"cart_id\": " + id + "}").isInvalid("/cart_id");
        page.post(SESSIONS, "{\"cart_id\": \"" + id + "\"}").isInvalid("/cart_id");
        page.get(CARTS).isProblem(403, "scope_missing");
        page.get(SESSIONS).isProblem(403, "scope_missing");
        assertThat(shop.holdfast.carts().get(Long.parseLong(id)).items()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/carts|{\"user_id\": \"ada\"}|/user_id",
                "/carts|{\"user_tier\": \"gold\", \"attributes\": {\"a\": \"b\"}}|/user_tier /attributes",
                "/carts|{\"metadata\": {\"a\": 1}}|/metadata",
                "/quotes|{\"lines\": [], \"policy\": \"medusa\"}|/policy",
                "/quotes|{\"lines\": [], \"user_tier\": \"gold\"}|/user_tier",
                "/quotes|{\"lines\": [{\"variant_id\": 1, \"unit_price\": \"0\"}]}|/lines/0/unit_price",
                "/quotes|{\"lines\": [], \"charges\": [{\"code\": \"a\", \"amount\": \"1\"}]}|/charges",
                "/quotes|{\"lines\": [], \"orders_placed\": 0}|/orders_placed",
                "/carts/TOKEN/items|{\"variant_id\": 1, \"quantity\": 1, \"user_tier\": \"gold\"}|/user_tier",
                "/carts/TOKEN/items|{\"items\": [{\"variant_id\": 1, \"quantity\": 1, \"user_tier\": \"gold\"}]}"
                        + "|/items/0/user_tier",
                "/checkout-sessions|{\"cart_id\": \"TOKEN\", \"user_id\": \"ada\", \"expires_in\": 86400}"
                        + "|/user_id /expires_in"
            })
    void whatABrowserCannotNameIsRefused(String path, String body, String pointers) {
        String token = cart().replaceFirst(".*/", "");

        page.post(Route.BASE + path.replace("TOKEN", token), body.replace("TOKEN", token))
                .isInvalid(pointers.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "/products?status=draft, /status",
        "/variants?product_status=draft, /product_status",
        "/products/1/price?user_tier=gold, /user_tier"
    })
    void whatABrowserCannotAskForIsRefused(String path, String pointer) {
        page.get(Route.BASE + path).isInvalid(pointer);
    }

    @Test
    void whatIsNotOnSaleIsNotShown() {
        Variant hidden = shop.variant(5);
        http.patch("/api/v1/products/" + hidden.productId(), "{\"status\": \"draft\"}")
                .is(200);

        page.get("/api/v1/products/" + hidden.productId()).isProblem(404, "product_not_found");
        page.get("/api/v1/products/" + hidden.productId() + "?expand=variants").isProblem(404, "product_not_found");
        page.get("/api/v1/variants/" + hidden.id()).isProblem(404, "variant_not_found");
        assertThat(page.get("/api/v1/products?ids=" + hidden.productId()).json().at("/items"))
                .isEmpty();
        assertThat(page.get("/api/v1/variants?ids=" + hidden.id()).json().at("/items"))
                .isEmpty();
        http.get("/api/v1/variants/" + hidden.id()).is(200);
    }

    @Test
    void whatTheShopKeepsForItselfIsNotShown() {
        String product = http.post(
                        "/api/v1/products",
                        "{\"name\": \"Cap\", \"base_price\": \"9.00\", \"metadata\": {\"supplier\": \"ACME\"}}")
                .is(201)
                .at("/id");
        String cap = http.post(
                        "/api/v1/variants",
                        "{\"product_id\": " + product
                                + ", \"sku\": \"CAP\", \"min_price\": \"7.00\", \"stock_quantity\": 5,"
                                + " \"metadata\": {\"cost\": 4}}")
                .is(201)
                .at("/id");
        http.post(
                        http.post(CARTS, "{}").header("Location") + "/items",
                        "{\"variant_id\": " + cap + ", \"quantity\": 2}")
                .is(201);

        Reply shown =
                page.get("/api/v1/products/" + product + "?expand=variants").is(200);
        assertThat(shown.text()).doesNotContain("ACME").doesNotContain("cost").doesNotContain("7.00");
        assertThat(List.of(
                        shown.at("/variants/0/stock_quantity"),
                        shown.at("/variants/0/reserved_quantity"),
                        shown.at("/variants/0/available_quantity")))
                .containsExactly("3", "0", "3");
        assertThat(page.get("/api/v1/variants/" + cap).text()).doesNotContain("7.00");
        assertThat(http.get("/api/v1/variants/" + cap).at("/min_price")).isEqualTo("7.00");
    }

    @Test
    void rulesThatDidNotApplyAreNotTold() {
        String cart = cart();
        String filled = put(cart).is(201).text();
        String quoted = page.post(
                        "/api/v1/quotes",
                        "{\"lines\": [{\"variant_id\": " + variant.id() + ", \"quantity\": 1}],"
                                + " \"promo_codes\": [\"NOBODY-KNOWS\"]}")
                .is(200)
                .text();
        String token = cart.replaceFirst(".*/", "");
        String session =
                page.post(SESSIONS, "{\"cart_id\": \"" + token + "\"}").is(201).text();

        for (String shown : List.of(filled, quoted, session)) {
            assertThat(shown).contains("TEN").doesNotContain("BIG");
        }
        assertThat(quoted).contains("unknown_promo_code");
        assertThat(http.get(cart).text()).contains("BIG");
    }

    /** Otherwise the answer to a guessed key would be the cart of another buyer. */
    @Test
    void idempotencyKeysOfBuyersNeverMeet() {
        page.with(Api.IDEMPOTENCY_KEY, "1").post(CARTS, "{}").isInvalid("/Idempotency-Key");

        Client once = page.with(Api.IDEMPOTENCY_KEY, UUID);
        String one = once.post(CARTS, "{}").is(201).header("Location");
        String other = cart();
        assertThat(once.post(CARTS, "{}").header("Location")).isEqualTo(one);
        String body = "{\"variant_id\": " + variant.id() + ", \"quantity\": 1}";
        assertThat(once.post(one + "/items", body).is(201).at("/token")).isEqualTo(one.replaceFirst(".*/", ""));
        assertThat(once.post(other + "/items", body).is(201).at("/token")).isEqualTo(other.replaceFirst(".*/", ""));
    }

    /** The same text is another key for another cart, buyer or caller, wherever the request names them. */
    @Test
    void anIdempotencyKeyBelongsToItsCartBuyerAndCaller() {
        String key = UUID + "-0000";
        Client once = page.with(Api.IDEMPOTENCY_KEY, key);
        String one = cart();
        String other = cart();
        put(one).is(201);
        put(other).is(201);

        for (String cart : List.of(one, other)) {
            String token = cart.replaceFirst(".*/", "");
            String body = "{\"cart_id\": \"" + token + "\"}";
            Reply begun = once.post(SESSIONS, body).is(201);
            assertThat(once.post(SESSIONS, body).is(201).header(Api.REPLAYED)).isEqualTo("true");
            assertThat(begun.header(Api.REPLAYED)).isEmpty();
            assertThat(begun.at("/cart_id")).isEqualTo(page.get(cart).at("/id"));
            once.post(SESSIONS + "/" + begun.at("/id") + "/cancel", "{}").is(200);
        }
        String ofPage = once.post(CARTS, "{}").is(201).at("/token");
        Client secondPage = http.with(
                "Authorization",
                "Bearer "
                        + shop.holdfast
                                .apiKeys()
                                .create(NewApiKey.publishable("second"))
                                .secret(),
                Api.IDEMPOTENCY_KEY,
                key);
        server.refreshKeys();
        String ofSecond = secondPage.post(CARTS, "{}").is(201).at("/token");
        String ofServer =
                http.with(Api.IDEMPOTENCY_KEY, key).post(CARTS, "{}").is(201).at("/token");
        String ofAnn = once.with("X-Buyer-Token", token("ann"))
                .post(CARTS, "{}")
                .is(201)
                .at("/token");
        String ofBob = once.with("X-Buyer-Token", token("bob"))
                .post(CARTS, "{}")
                .is(201)
                .at("/token");
        assertThat(Set.of(ofPage, ofSecond, ofServer, ofAnn, ofBob)).hasSize(5);
        assertThat(once.with("X-Buyer-Token", token("bob")).post(CARTS, "{}").at("/token"))
                .isEqualTo(ofBob);
    }

    private String token(String user) {
        return http.post("/api/v1/buyer-tokens", "{\"user_id\": \"" + user + "\"}")
                .is(201)
                .at("/token");
    }

    @Test
    void theContractSaysWhatIsOpenToPublishableKeys() {
        Set<String> open = new TreeSet<>();
        for (Route route : Routes.api(BuyerTokens.none())) {
            if (route.storefront() != null) {
                assertThat(Scope.ofPublishableKeys()).contains(route.scope());
                open.add(route.method().name() + " " + route.fullPath());
            }
        }
        List<String> named = new ArrayList<>();
        for (Contract.Operation operation : Contract.get().operations()) {
            if (operation.node().path("x-publishable").asBoolean()) {
                named.add(operation.method() + " " + operation.path());
            }
        }

        assertThat(named.stream().sorted().collect(Collectors.toList())).isEqualTo(List.copyOf(open));
    }
}
