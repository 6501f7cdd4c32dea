package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.NewApiKey;
import dev.holdfast.catalog.Variant;
import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two buyers share a publishable key. One of them sends whatever comes to mind: numbers of what the other has, tokens that
 * are nearly the other's, headers, methods and bodies. Nothing of the other's is ever seen or changed, and nothing that
 * belongs to the shop. {@code -Dseed=} repeats a run, {@code -Dminutes=} makes it longer.
 */
class StorefrontFuzzTest {
    private static final int REQUESTS = 3_000;
    private static final String ROOT = "the secret key of the shop";

    // Those in which a mistake would show; sent more often than others.
    private static final Set<String> OPEN = Set.of(
            "createCart",
            "getCart",
            "changeCart",
            "deleteCart",
            "extendCart",
            "putItem",
            "changeItem",
            "removeItem",
            "createQuote",
            "previewPrice",
            "beginCheckoutSession",
            "getCheckoutSession",
            "cancelCheckoutSession",
            "listProducts",
            "listVariants",
            "listOrders",
            "getOrder",
            "listOrdersOfCart");

    private final long seed = Seed.of(StorefrontFuzzTest.class);
    private final int minutes = Integer.getInteger("minutes", 0);
    private final Random random = new Random(seed);
    private final Contract contract = Contract.get();
    private final List<Contract.Operation> open = contract.operations().stream()
            .filter(operation -> OPEN.contains(operation.id()))
            .toList();
    private final TestShop shop =
            new TestShop(TestDatabase.newSchema(), TestDatabase.dataSource(), TestDatabase.dataSource());
    private final HttpServer server = HttpServer.start(
            shop.builder().build(),
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(ROOT)
                    .withTraffic(Traffic.unlimited())
                    .withBrowsers(TestBrowsers.with(AllowedOrigins.parse("https://shop.example"))));
    private final Client root = new Client(server.port(), "Authorization", "Bearer " + ROOT);
    private final Client browser = browser();
    private final Variant variant = shop.variant("10.00", 1_000_000);
    private final Buyer ann = new Buyer("ann", "gold");
    private final Buyer bob = new Buyer("bob", "staff");

    @AfterEach
    void stop() {
        server.close();
    }

    private Client browser() {
        String key = shop.holdfast
                .apiKeys()
                .create(NewApiKey.publishable("storefront"))
                .secret();
        server.refreshKeys();
        return new Client(server.port(), "Authorization", "Bearer " + key);
    }

    /** A buyer with an order, an open cart, and another cart that is in a checkout session. */
    private final class Buyer {
        private final String email;
        private final Client page;
        private final String bought;
        private final String order;
        private String token = "";
        private String session = "";
        private String paying = "";

        Buyer(String user, String tier) {
            this.email = user + "-" + UUID.randomUUID() + "@example.org";
            String shown = root.post(
                            "/api/v1/buyer-tokens", "{\"user_id\": \"" + user + "\", \"user_tier\": \"" + tier + "\"}")
                    .is(201)
                    .at("/token");
            this.page = browser.with("X-Buyer-Token", shown);
            this.bought = filledCart();
            this.order = root.post("/api/v1/checkout", "{\"cart_id\": \"" + bought + "\"}")
                    .is(201)
                    .at("/id");
            begin();
        }

        /** New carts: those of before may have been bought, deleted or forgotten. */
        void begin() {
            paying = filledCart();
            session = page.post("/api/v1/checkout-sessions", "{\"cart_id\": \"" + paying + "\"}")
                    .is(201)
                    .at("/id");
            token = filledCart();
        }

        private String filledCart() {
            String made = page.post("/api/v1/carts", "{\"email\": \"" + email + "\"}")
                    .is(201)
                    .at("/token");
            page.post("/api/v1/carts/" + made + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 2}")
                    .is(201);
            return made;
        }

        List<String> secrets() {
            return List.of(email, token, paying, session, bought);
        }

        /** All that there is of a buyer, as the shop sees it. */
        List<String> state() {
            return List.of(
                    root.get("/api/v1/carts/" + token).is(200).text(),
                    root.get("/api/v1/carts/" + paying).is(200).text(),
                    root.get("/api/v1/checkout-sessions/" + session).is(200).text(),
                    root.get("/api/v1/orders/" + order).is(200).text());
        }
    }

    @Test
    void nothingOfAnotherBuyerIsSeenOrChanged() {
        String rules = root.get("/api/v1/pricing-rules").text();
        List<String> before = bob.state();
        Map<Integer, Integer> statuses = new TreeMap<>();
        long end = System.nanoTime() + minutes * 60_000_000_000L;
        for (int i = 0; i < REQUESTS || (minutes > 0 && System.nanoTime() < end); i++) {
            if (i % 100 == 0) {
                ann.begin();
            }
            statuses.merge(attack(), 1, Integer::sum);
            if (i % 100 == 99) {
                assertThat(bob.state()).as("-Dseed=%d", seed).isEqualTo(before);
            }
        }
        System.out.println("StorefrontFuzzTest: " + statuses);

        assertThat(bob.state()).as("-Dseed=%d", seed).isEqualTo(before);
        // A fuzzer whose requests are all refused early tests nothing.
        assertThat(statuses.keySet()).contains(200, 201, 401, 403, 404, 422);
        assertThat(bob.page.get("/api/v1/carts/" + bob.token).is(200).at("/email"))
                .isEqualTo(bob.email);
        for (Buyer buyer : List.of(ann, bob)) {
            Reply orders = buyer.page.get("/api/v1/orders").is(200);
            assertThat(orders.json().get("items")).hasSize(1);
            assertThat(orders.at("/items/0/email")).isEqualTo(buyer.email);
        }
        assertThat(root.get("/api/v1/pricing-rules").text()).isEqualTo(rules);
        whatBelongsToTheShopIsAsItWas();
        assertThat(shop.contradictions()).isZero();
    }

    private void whatBelongsToTheShopIsAsItWas() {
        for (String zero : List.of(
                "select count(*) from #carts where user_tier not in ('gold', 'staff')",
                "select count(*) from #carts where user_tier = 'gold' and user_id is distinct from 'ann'",
                "select count(*) from #carts where charges <> '[]' or metadata is not null or attributes <> '{}'",
                "select count(*) from #orders where id not in (" + ann.order + ", " + bob.order + ")",
                "select count(*) from #checkout_session_payments",
                "select count(*) from #stock_ledger where kind in ('adjusted', 'returned')",
                "select count(*) from #api_keys where name <> 'storefront'",
                "select count(*) from #products where status <> 'active'")) {
            assertThat(shop.count(zero)).as("%s, -Dseed=%d", zero, seed).isZero();
        }
        assertThat(shop.count("select count(*) from #carts where user_id = 'bob'"))
                .as("-Dseed=%d", seed)
                .isEqualTo(3);
        assertThat(shop.count("select count(*) from #stock_ledger where kind = 'sold'"))
                .isEqualTo(2);
        assertThat(shop.count("select count(*) from #products")).isEqualTo(1);
        assertThat(shop.count("select count(*) from #variants")).isEqualTo(1);
        assertThat(shop.count("select count(*) from #stock_ledger where kind = 'received'"))
                .isEqualTo(1);
    }

    private int attack() {
        List<Contract.Operation> operations = random.nextInt(4) == 0 ? contract.operations() : open;
        Contract.Operation operation = operations.get(random.nextInt(operations.size()));
        String method =
                random.nextInt(8) == 0 ? oneOf("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") : operation.method();
        String path = path(operation.path()) + (random.nextInt(4) == 0 ? query() : "");
        boolean hasBody = List.of("POST", "PUT", "PATCH").contains(method);
        byte[] body = hasBody ? body().getBytes(StandardCharsets.UTF_8) : null;
        Client client = random.nextInt(6) == 0 ? browser : ann.page;
        Client sender = client.with(headers(hasBody).toArray(String[]::new));
        Reply reply = sender.send(method, path, body);
        String what = "-Dseed=" + seed + " " + method + " " + path + " "
                + (body == null ? "" : new String(body, StandardCharsets.UTF_8)) + " -> " + reply.status() + " "
                + reply.text();
        assertThat(reply.status()).as(what).isLessThan(500);
        assertThat(reply.text() + reply.headers().map()).as(what).doesNotContain(bob.secrets());
        return reply.status();
    }

    private String path(String template) {
        return template.replace("{cart_id}", cartName())
                .replace(
                        "{checkout_session_id}",
                        oneOf(ann.session, ann.session, nearly(bob.session), bob.session.substring(0, 12), number()))
                .replace("{product_id}", oneOf("" + variant.productId(), number()))
                .replace("{variant_id}", oneOf("" + variant.id(), number()))
                .replace("{item_id}", number())
                .replace("{key_id}", number())
                .replace("{order_id}", oneOf(ann.order, bob.order, number()))
                .replaceAll("\\{[^}]*}", oneOf("A", "GOLD", "storefront", "1"));
    }

    private String cartName() {
        return oneOf(
                ann.token,
                ann.token,
                ann.token,
                ann.paying,
                ann.bought,
                number(),
                "0" + number(),
                number() + ".0",
                "%3" + number(),
                "ct_" + number(),
                nearly(bob.token),
                nearly(bob.paying),
                nearly(bob.bought),
                bob.token.substring(3),
                bob.token.substring(0, bob.token.length() - 1),
                bob.token.toUpperCase(Locale.ROOT),
                "CT_" + bob.token.substring(3),
                "%25" + bob.token.substring(1),
                ann.token + "," + number(),
                ann.token + ";cart_id=" + number(),
                ann.token + "%2F..%2F" + number(),
                ann.token + "/../" + number(),
                "%2e%2e/carts/" + number(),
                "*",
                "ct_%25",
                "' or 1=1 --".replace(" ", "%20"));
    }

    /** A text that differs in one character. */
    private String nearly(String secret) {
        int place = 3 + random.nextInt(secret.length() - 3);
        char other = secret.charAt(place) == 'A' ? 'B' : 'A';
        return secret.substring(0, place) + other + secret.substring(place + 1);
    }

    /** The number of something: there are few, so that of another buyer is among them. */
    private String number() {
        return Integer.toString(1 + random.nextInt(8));
    }

    private String query() {
        StringBuilder query = new StringBuilder("?");
        for (int i = random.nextInt(3); i >= 0; i--) {
            query.append(oneOf(
                            "user_id=bob",
                            "status=open",
                            "cart_id=" + number(),
                            "user_tier=staff",
                            "email=" + "bob",
                            "expand=variants",
                            "limit=1000",
                            "cursor=" + number(),
                            "cart_id=" + nearly(bob.token),
                            "access_token=" + "x",
                            "status=archived"))
                    .append('&');
        }
        return query.substring(0, query.length() - 1);
    }

    private List<String> headers(boolean hasBody) {
        List<String> headers = new ArrayList<>();
        if (hasBody) {
            headers.addAll(List.of("Content-Type", "application/json"));
        }
        List<List<String>> odd = List.of(
                List.of("X-HTTP-Method-Override", oneOf("DELETE", "PATCH", "GET")),
                List.of("X-Original-URL", "/api/v1/carts/" + number()),
                List.of("X-Rewrite-URL", "/api/v1/orders"),
                List.of("X-Forwarded-For", "127.0.0.1"),
                List.of("X-Forwarded-Host", "localhost"),
                List.of("Forwarded", "for=127.0.0.1;host=localhost"),
                List.of("If-Match", oneOf("*", "\"1\"")),
                List.of("If-None-Match", oneOf("*", "\"1\"")),
                List.of("Idempotency-Key", oneOf("1", "key", UUID.randomUUID().toString(), "0".repeat(36))),
                List.of("X-Buyer-Token", oneOf("x", "e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.")),
                List.of("Authorization", oneOf("Bearer ", "Bearer root", "Basic cm9vdDpyb290")),
                List.of("Cookie", "cart=" + number()),
                List.of("Origin", oneOf("https://shop.example", "https://evil.example", "null")),
                List.of("X-User-Id", "bob"));
        if (random.nextInt(3) == 0) {
            headers.addAll(odd.get(random.nextInt(odd.size())));
        }
        return headers;
    }

    private String body() {
        String item = "{\"variant_id\": " + variant.id() + ", \"quantity\": " + number() + extra() + "}";
        return oneOf(
                "",
                "{}",
                "[]",
                "null",
                "{" + extra().replaceFirst("^, ", "") + "}",
                item,
                "{\"items\": [" + item + "]" + extra() + "}",
                "{\"lines\": [" + item + "]" + extra() + "}",
                "{\"cart_id\": " + cartValue() + extra() + "}",
                "{\"cart_id\": \"" + ann.token + "\"" + extra() + "}",
                "{\"cart_id\": \"" + ann.token + "\", \"cart_id\": " + number() + "}",
                "{\"quantity\": " + number() + extra() + "}",
                "{\"promo_codes\": [\"SPRING\"]" + extra() + "}",
                "{\"email\": \"ann@example.org\"" + extra() + "}",
                "{\"kind\": \"received\", \"quantity\": 5}",
                "{\"kind\": \"captured\", \"amount\": \"20.00\", \"reference\": \"pi_1\"}",
                "{\"payment\": {\"kind\": \"captured\", \"amount\": \"20.00\", \"reference\": \"pi_1\"}}",
                "{\"name\": \"mine\", \"kind\": \"secret\", \"scopes\": [\"keys:write\"]}",
                "{\"amount\": \"0.01\", \"currency\": \"USD\"}",
                "{\"status\": \"archived\", \"base_price\": \"0.01\"}");
    }

    private String cartValue() {
        String name = cartName();
        return oneOf(number(), "\"" + number() + "\"", "\"" + name + "\"", "[\"" + ann.token + "\"]", "{\"id\": 1}");
    }

    private String extra() {
        if (random.nextInt(2) == 0) {
            return "";
        }
        return ", "
                + oneOf(
                        "\"user_id\": \"bob\"",
                        "\"user_id\": null",
                        "\"user_id\": 7",
                        "\"user_tier\": \"staff\"",
                        "\"user_tier\": null",
                        "\"attributes\": {\"channel\": \"pos\"}",
                        "\"charges\": [{\"code\": \"shipping\", \"amount\": \"0\"}]",
                        "\"metadata\": {\"a\": 1}",
                        "\"policy\": \"holdfast\"",
                        "\"orders_placed\": 0",
                        "\"currency\": \"USD\"",
                        "\"unit_price\": \"0.01\"",
                        "\"token\": \"" + nearly(bob.token) + "\"",
                        "\"id\": " + number(),
                        "\"expected_total\": \"0.01\"",
                        "\"reference\": \"r\"",
                        "\"expires_in\": 86400",
                        "\"retry\": true",
                        "\"__proto__\": {\"user_tier\": \"staff\"}");
    }

    private String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
