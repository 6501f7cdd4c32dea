package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.Variant;
import dev.holdfast.server.access.ProcessBuckets;
import dev.holdfast.server.access.Rate;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.server.access.TrustedProxies;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much callers may ask, behind a proxy on this machine. */
class TrafficTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static final String FORWARDED = "X-Forwarded-For";

    private final TestShop shop = new TestShop();
    private final Metrics metrics = new Metrics();
    private final HttpServer server = serve(TrustedProxies.parse("127.0.0.0/8"));
    private final Client http = new Client(server.port());
    private final Variant variant = shop.variant("20.00", 100);

    private HttpServer serve(TrustedProxies proxies) {
        return HttpServer.start(
                shop.builder().listener(metrics).maxAnonymousCarts(2).build(),
                HttpOptions.defaults()
                        .listeningOn("127.0.0.1", 0)
                        .withBrowsers(TestBrowsers.withTokens())
                        .withMetrics(metrics, true)
                        .withTraffic(new Traffic(
                                proxies,
                                new Rate(3, DAY),
                                new Rate(40, DAY),
                                new Rate(4, DAY),
                                (name, rate) -> new ProcessBuckets(rate))));
    }

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    private Client page() {
        return with(NewApiKey.publishable("page-" + KEYS.incrementAndGet()));
    }

    private Client with(NewApiKey key) {
        String secret = shop.holdfast.apiKeys().create(key).secret();
        server.refreshKeys();
        return http.with("Authorization", "Bearer " + secret);
    }

    private String cart(Client page) {
        return page.post("/api/v1/carts", "{}").is(201).header("Location");
    }

    private Reply put(Client page, String cart, int quantity) {
        return page.post(cart + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": " + quantity + "}");
    }

    @Test
    void eachAnswerTellsWhatIsLeftAndTheLastOneHowLongToWait() {
        Client erp = with(NewApiKey.secret("erp", Set.of(Scope.CATALOG_READ)));

        Reply first = erp.get("/api/v1/products").is(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"secret-key\";q=3;w=86400");
        assertThat(first.header("RateLimit")).isEqualTo("\"secret-key\";r=2;t=28800");
        assertThat(erp.get("/api/v1/carts").isProblem(403, "scope_missing").header("RateLimit"))
                .startsWith("\"secret-key\";r=1;t=");
        assertThat(erp.get("/api/v1/nothing").isProblem(404, "route_not_found").header("RateLimit"))
                .startsWith("\"secret-key\";r=0;t=");

        Reply refused = erp.get("/api/v1/products").isProblem(429, "rate_limited");
        assertThat(refused.at("/limit")).isEqualTo("3");
        assertThat(refused.at("/period_seconds")).isEqualTo("86400");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(28_000, 28_800);
        assertThat(refused.header("RateLimit")).startsWith("\"secret-key\";r=0;t=");
        Awaitility.await()
                .untilAsserted(() -> assertThat(metrics.scrape())
                        .contains("holdfast_limits_refused_total{code=\"rate_limited\"} 1.0\n"));
    }

    @Test
    void thisMachineIsNotLimited() {
        for (int i = 0; i < 50; i++) {
            assertThat(http.get("/api/v1/products").is(200).header("RateLimit")).isEmpty();
        }
    }

    @Test
    void aPageIsLimitedForEachAddressThatTheProxyHasSeen() {
        Client page = page();
        for (int i = 0; i < 40; i++) {
            // What the client sends by itself is to the left of what the proxy appends.
            page.with(FORWARDED, "10.1.1." + i + ", 198.51.100.7")
                    .get("/api/v1/products")
                    .is(200);
        }

        page.with(FORWARDED, "10.2.2.2, 198.51.100.7").get("/api/v1/products").isProblem(429, "rate_limited");
        page.with(FORWARDED, "198.51.100.7, 198.51.100.8")
                .get("/api/v1/products")
                .is(200);
        // Without the header it is the address of the proxy that counts.
        page.get("/api/v1/products").is(200);
    }

    @Test
    void theAccessLogNamesTheAddressThatTheProxyHasSeen() {
        try (LogLines log = LogLines.of("dev.holdfast.server.access")) {
            http.with(FORWARDED, "6.6.6.6, 198.51.100.7")
                    .get("/api/v1/products")
                    .is(200);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(log.fields())
                            .contains("client_address=198.51.100.7", "forwarded_for=6.6.6.6, 198.51.100.7"));
        }
    }

    @Test
    void withoutTrustedProxiesTheHeaderIsNotBelieved() {
        String secret =
                shop.holdfast.apiKeys().create(NewApiKey.publishable("page")).secret();
        try (HttpServer open = serve(TrustedProxies.none())) {
            open.refreshKeys();
            Client page = new Client(open.port()).with("Authorization", "Bearer " + secret);
            for (int i = 0; i < 40; i++) {
                page.with(FORWARDED, "198.51.100." + i).get("/api/v1/products").is(200);
            }
            page.with(FORWARDED, "198.51.100.99").get("/api/v1/products").isProblem(429, "rate_limited");
        }
    }

    @Test
    void wrongKeysCountForTheAddressThatTheProxyHasSeen() {
        Client wrong = http.with("Authorization", "Bearer hf_sk_wrong");
        int tried = 0;
        // On a slow machine another attempt comes back meanwhile.
        while (wrong.with(FORWARDED, "10.1.1." + tried + ", 198.51.100.7")
                        .get("/api/v1/products")
                        .status()
                == 401) {
            assertThat(++tried).isLessThan(100);
        }
        assertThat(tried).isGreaterThanOrEqualTo(10);

        wrong.with(FORWARDED, "6.6.6.6, 198.51.100.7").get("/api/v1/products").isProblem(429, "too_many_attempts");
        wrong.with(FORWARDED, "198.51.100.8").get("/api/v1/products").isProblem(401, "unauthorized");
    }

    @Test
    void unknownPromoCodesOfAPageAreLimitedAndKnownOnesAreNot() {
        shop.rule("{'code': 'KNOWN', 'conditions': {'promo_code': 'SPRING'},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        // Otherwise the limit would tell that there is such a draft.
        shop.rule("{'code': 'DRAFT', 'active': false, 'conditions': {'promo_code': 'guess-1'},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        Client page = page();
        String cart = cart(page);
        String price = "/api/v1/products/" + variant.productId() + "/price?promo_code=";
        for (int i = 0; i < 6; i++) {
            page.get(price + "spring").is(200);
            page.patch(cart, "{\"promo_codes\": [\"SPRING\"]}").is(200);
        }
        page.get(price + "guess-1").is(200);
        page.patch(cart, "{\"promo_codes\": [\"guess-2\", \"SPRING\"]}").is(200);
        page.post(
                        "/api/v1/quotes",
                        "{\"lines\": [{\"variant_id\": " + variant.id() + ", \"quantity\": 1}],"
                                + " \"promo_codes\": [\"guess-3\"]}")
                .is(200);
        page.post(
                        cart + "/items",
                        "{\"variant_id\": " + variant.id() + ", \"quantity\": 1, \"promo_code\": \"guess-4\"}")
                .is(201);

        page.get(price + "guess-5").isProblem(429, "too_many_promo_codes");
        page.get(price + "spring").isProblem(429, "too_many_promo_codes");
        page.post("/api/v1/carts", "{\"promo_codes\": [\"guess-6\"]}").isProblem(429, "too_many_promo_codes");
        page.get(cart).is(200);
        put(page, cart, 2).is(200);
        page.with(FORWARDED, "198.51.100.8").get(price + "guess-7").is(200);
        http.get(price + "guess-8").is(200);
        assertThat(metrics.scrape()).contains("holdfast_promo_codes_unknown_total 6.0\n");
        Awaitility.await()
                .untilAsserted(() -> assertThat(metrics.scrape())
                        .contains("holdfast_limits_refused_total{code=\"too_many_promo_codes\"} 3.0\n"));
    }

    @Test
    void anonymousCartsOfAnAddressHoldOnlySoMuch() {
        Client page = page().with(FORWARDED, "198.51.100.7");
        String cart = cart(page);
        Reply refused = put(page, cart, 21).isProblem(409, "anonymous_limit");
        assertThat(refused.at("/counted")).isEqualTo("units");
        put(page, cart, 20).is(201);
        put(page, cart(page), 20).is(201);

        assertThat(put(page, cart(page), 1).isProblem(409, "anonymous_limit").at("/counted"))
                .isEqualTo("carts");

        put(page().with(FORWARDED, "198.51.100.8"), cart(page), 1);
        String token = http.post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\"}")
                .is(201)
                .at("/token");
        Client ann = page.with("X-Buyer-Token", token);
        put(ann, cart(ann), 21).is(201);
        put(http, cart(http), 30).is(201);
    }

    /** An address cannot be told by what is kept of it. */
    @Test
    void ofAnAddressOneNumberOfFewIsKept() {
        Client page = page();
        cart(page.with(FORWARDED, "198.51.100.7"));
        cart(page.with(FORWARDED, "198.51.100.7"));
        cart(page.with(FORWARDED, "198.51.100.8"));
        cart(http.with(FORWARDED, "198.51.100.7"));

        assertThat(shop.count("select count(distinct origin) from #carts")).isEqualTo(2);
        assertThat(shop.count("select count(*) from #carts where origin is not null"))
                .isEqualTo(3);
        assertThat(shop.count("select max(origin) from #carts")).isLessThan(1L << 24);
    }
}
