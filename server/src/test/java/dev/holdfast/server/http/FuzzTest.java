package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Sends requests that are generated from the contract and corrupted in places to every operation. No request makes the
 * server fail, none goes unanswered, and every answer is in the contract. {@code -Dseed=} repeats a run, {@code
 * -Dminutes=} makes it longer.
 */
class FuzzTest {
    private static final int ROUNDS = 40;
    private static final int SHOWN = 2_000;

    private final long seed = Seed.of(FuzzTest.class);
    private final int minutes = Integer.getInteger("minutes", 0);
    private final Random random = new Random(seed);
    private final Contract contract = Contract.get();
    private final HostileJson json = new HostileJson(contract, random);
    // Its ids begin at 1: what is made from the contract's examples refers to them.
    private final TestShop shop =
            new TestShop(TestDatabase.newSchema(), TestDatabase.dataSource(), TestDatabase.dataSource());
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.start(
            shop.builder().build(),
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withMaxBodyBytes(1 << 16)
                    .withMetrics(metrics, true)
                    .withBrowsers(TestBrowsers.withTokens()));
    private final Client http = new Client(server.port());
    private final List<String> sessions = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private @Nullable Sent last;

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
    }

    @Test
    void noRequestBreaksAnything() {
        Map<Integer, Integer> statuses = new TreeMap<>();
        long end = System.nanoTime() + minutes * 60_000_000_000L;
        try (LogLines errors = LogLines.of("dev.holdfast.server.http.HttpServer")) {
            for (String code : List.of("A", "gold", "SPRING")) {
                http.post("/api/v1/pricing-rules", """
                                {"code": "%s", "discount": {"type": "percent_off", "percent": 5}}""".formatted(code)).is(201);
            }
            for (int round = 0; round < ROUNDS || (minutes > 0 && System.nanoTime() < end); round++) {
                if (round % 20 == 0) {
                    setTheScene();
                }
                for (Contract.Operation operation : contract.operations()) {
                    statuses.merge(send(operation), 1, Integer::sum);
                }
            }
            assertThat(errors.lines()).as("-Dseed=" + seed).isEmpty();
        }
        System.out.println("FuzzTest: " + statuses);
        // A fuzzer whose requests are all refused early tests nothing.
        assertThat(statuses.keySet()).contains(200, 201, 400, 404, 422);
        assertThat(shop.contradictions()).isZero();
        http.awaitReady();
    }

    private void setTheScene() {
        long product = http.post("/api/v1/products", "{\"name\": \"Tee\", \"base_price\": \"10.00\"}")
                .is(201)
                .id("/id");
        long variant = http.post("/api/v1/variants", """
                        {"product_id": %d, "sku": "S-%d", "stock_quantity": 1000}""".formatted(product, product))
                .is(201)
                .id("/id");
        for (int i = 0; i < 5; i++) {
            Reply made = http.post("/api/v1/carts", "{}").is(201);
            String cart = made.header("Location");
            tokens.add(made.at("/token"));
            http.post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 1}")
                    .is(201);
            if (i == 0) {
                sessions.add(http.post("/api/v1/checkout-sessions", "{\"cart_id\": " + cart.replaceAll(".*/", "") + "}")
                        .is(201)
                        .at("/id"));
            }
        }
    }

    private static final class Sent {
        private final String method;
        private final String path;
        private final List<String> headers;
        private final byte @Nullable [] body;

        Sent(String method, String path, List<String> headers, byte @Nullable [] body) {
            this.method = method;
            this.path = path;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public String toString() {
            String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
            return method + " " + path + " " + headers + "\n"
                    + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
        }
    }

    private int send(Contract.Operation operation) {
        Sent before = last;
        Sent sent = request(operation);
        last = sent;
        try {
            Client client = sent.headers.isEmpty() ? http : http.with(sent.headers.toArray(String[]::new));
            Reply reply = client.send(sent.method, sent.path, sent.body);
            assertThat(reply.status()).as(reply.text()).isLessThan(500);
            return reply.status();
        } catch (RuntimeException | AssertionError e) {
            // Damage that a request does to its connection shows in the next request on it.
            throw new AssertionError("-Dseed=" + seed + "\n" + sent + "\nafter\n" + before, e);
        }
    }

    private Sent request(Contract.Operation operation) {
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        List<String> headers = new ArrayList<>();
        for (JsonNode parameter : contract.parameters(operation)) {
            String name = parameter.required("name").textValue();
            switch (parameter.required("in").textValue()) {
                case "path" -> path = path.replace("{" + name + "}", pathValue(parameter));
                case "query" -> {
                    while (random.nextInt(3) == 0) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(queryValue());
                    }
                }
                default -> {
                    if (random.nextInt(6) == 0) {
                        headers.addAll(List.of(name, oneOf("k", "k" + random.nextInt(9), "x".repeat(300), " ", "a b")));
                    }
                }
            }
        }
        if (random.nextInt(20) == 0) {
            query.append(query.isEmpty() ? '?' : '&').append(oneOf("colour=red", "=", "&&", "a[]=1", "limit", "%00=1"));
        }
        headers.addAll(oddHeaders());
        byte[] body = operation.node().has("requestBody") || random.nextInt(40) == 0 ? body(operation, headers) : null;
        return new Sent(operation.method(), path + query, headers, body);
    }

    private String pathValue(JsonNode parameter) {
        if (parameter.required("name").textValue().equals("checkout_session_id") && random.nextInt(4) > 0) {
            return sessions.get(random.nextInt(sessions.size()));
        }
        if (parameter.required("name").textValue().equals("cart_id") && random.nextInt(4) > 0) {
            return oneOf("" + (1 + random.nextInt(6)), tokens.get(random.nextInt(tokens.size())));
        }
        if (random.nextInt(4) > 0) {
            return parameter.path("schema").path("type").asText().equals("integer")
                    ? "" + (1 + random.nextInt(6))
                    : oneOf("A", "gold", "SPRING", "docs.js", "GOLD10");
        }
        return oneOf(
                "0",
                "-1",
                "01",
                "1.0",
                "9223372036854775807",
                "9223372036854775808",
                "x",
                "%00",
                "%20",
                "%C3%A9",
                "%F0%9F%8E%BD",
                "%25",
                "%2e%2e",
                "%0d%0aSet-Cookie:x",
                "1;a=b",
                "a".repeat(1_000));
    }

    private String queryValue() {
        return oneOf(
                "1",
                "0",
                "-1",
                "true",
                "open",
                "placed",
                "",
                "1000",
                "1001",
                "9223372036854775808",
                "1e3",
                "%00",
                "%C3%A9",
                "%25_%5C",
                "%27%3B--",
                "gold",
                "2026-11-23T12:00:00Z",
                "2026-11-23T12:00:00%2B18:00",
                "-999999999-01-01T00:00:00Z",
                "%2B999999999-01-01T00:00:00Z",
                "apparel%2Fshirts",
                "x".repeat(2_000),
                URLEncoder.encode("\ud83c\udfbd\u202e", StandardCharsets.UTF_8));
    }

    private List<String> oddHeaders() {
        if (random.nextInt(5) > 0) {
            return List.of();
        }
        return switch (random.nextInt(9)) {
            case 0 -> List.of("Accept", oneOf("text/html", "*/*;q=0", "a/b/c", "application/xml"));
            case 1 ->
                List.of("Authorization", oneOf("Bearer", "Bearer x", "Basic eDp5", "Bearer " + "x".repeat(3_000)));
            case 2 -> List.of("X-Request-Id", oneOf("a b", "<x>", "x".repeat(500), "ok-1"));
            case 3 -> List.of("Accept-Encoding", oneOf("identity", "br;q=1.0, *;q=0", "identity;q=0"));
            case 4 -> List.of("If-Match", "\"x\"", "Range", "bytes=0-1");
            case 5 -> List.of("Accept-Language", "tr", "Accept-Charset", "utf-16");
            case 6 -> List.of("X-Forwarded-For", "1.2.3.4", "X-HTTP-Method-Override", "DELETE");
            case 7 -> List.of("Content-Encoding", oneOf("gzip", "identity", "x"));
            default -> List.of("Cookie", "a=b; =; c", "Origin", "null");
        };
    }

    private byte[] body(Contract.Operation operation, List<String> headers) {
        List<Map.Entry<String, JsonNode>> media = new ArrayList<>(
                operation.node().path("requestBody").path("content").properties());
        String type = media.isEmpty()
                ? "application/json"
                : media.get(random.nextInt(media.size())).getKey();
        if (random.nextInt(12) > 0) {
            headers.addAll(List.of("Content-Type", type));
        } else if (random.nextBoolean()) {
            headers.addAll(List.of(
                    "Content-Type",
                    oneOf(
                            "text/plain",
                            "application/json; charset=utf-16",
                            "application/json;;",
                            "*/*",
                            "json",
                            "a/")));
        }
        String text = media.isEmpty() ? "{}" : json.body(media.get(0).getValue().path("schema"));
        return broken(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] broken(byte[] body) {
        if (random.nextInt(10) > 0) {
            return body;
        }
        return switch (random.nextInt(6)) {
            case 0 -> new byte[0];
            case 1 -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
            case 2 -> java.util.Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 3 -> java.util.Arrays.copyOf(body, body.length + 1 + random.nextInt(1 << 17));
            case 4 -> {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> {
                byte[] flipped = body.clone();
                if (flipped.length > 0) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
        };
    }

    private String oneOf(String... words) {
        return words[random.nextInt(words.length)];
    }
}
