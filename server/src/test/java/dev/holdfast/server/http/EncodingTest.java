package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.testing.TestShop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every answer is UTF-8, the errors included, whatever the client put where. {@link Client} and {@link Raw} fail for
 * bytes that are not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncodingTest {
    private static final String NAME = "東京-1 Größe 🎽";

    private final TestShop shop = new TestShop();
    private final HttpServer server =
            HttpServer.start(shop.holdfast, HttpOptions.defaults().listeningOn("127.0.0.1", 0));
    private final Client http = new Client(server.port());

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aConflictRepeatsTheNameAsItWasSent() {
        long product = shop.variant(1).productId();
        String body = "{\"product_id\": " + product + ", \"sku\": " + Json.write(NAME) + "}";
        http.post("/api/v1/variants", body).is(201);

        Reply refused = http.post("/api/v1/variants", body).isProblem(409, "sku_taken");
        Reply kept = http.with(Api.IDEMPOTENCY_KEY, "k").post("/api/v1/variants", body);
        Reply again = http.with(Api.IDEMPOTENCY_KEY, "k").post("/api/v1/variants", body);

        assertThat(refused.at("/sku")).isEqualTo(NAME);
        assertThat(refused.at("/detail")).contains(NAME);
        assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
        assertThat(List.of(kept.text(), again.text())).containsOnly(refused.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "東京", "🎽", "a b", "ß\u0301"})
    void aPathThatLeadsNowhereIsRepeated(String name) {
        String step = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");

        assertThat(http.get("/api/v1/pricing-rules/" + step)
                        .isProblem(404, "rule_not_found")
                        .at("/rule_code"))
                .isEqualTo(name);
        assertThat(http.get("/api/v1/promo-codes/" + step)
                        .isProblem(404, "promo_code_not_found")
                        .at("/promo_code"))
                .isEqualTo(name);
        http.get("/api/v1/products/" + step).isProblem(404, "product_not_found");
    }

    @Test
    void wrongMembersAndParametersAreNamed() {
        http.post("/api/v1/carts", "{" + Json.write(NAME) + ": 1}").isInvalid("/" + NAME);
        http.get("/api/v1/carts?gr%C3%B6%C3%9Fe=1").isInvalid("/größe");
        assertThat(http.post("/api/v1/products", "{\"name\": \"A\", \"base_price\": \"zwölf\"}")
                        .isProblem(422, "validation_failed")
                        .at("/errors/0/detail"))
                .contains("zwölf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "Content-Type"})
    void aHeaderIsQuotedAsTheUtf8ThatItIs(String header) throws Exception {
        String answer = post(header + ": " + Raw.asUtf8("schlüssel-東京"));

        assertThat(problem(answer)).contains("schlüssel-東京");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Idempotency-Key", "Content-Type"})
    void aHeaderInAnotherEncodingBreaksNothing(String header) throws Exception {
        assertThat(problem(post(header + ": schl\u00fcssel"))).contains("schlüssel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\u00e9", "/api/v1/promo-codes/\u00e9", "/api/v1/promo-codes/%E9", "/%ff", "/a?\u00e9=1"})
    void aPathInAnotherEncodingBreaksNothing(String path) throws Exception {
        String answer = Raw.exchange(
                server.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(problem(answer)).isNotEmpty();
    }

    /** Each of them is checked for its charset. */
    @Test
    void everyPageSaysHowItIsEncoded() {
        for (String path : List.of(
                "/openapi.yaml",
                "/openapi.json",
                "/schemas/pricing-rule.json",
                "/docs",
                "/docs/docs.js",
                "/docs/swagger-ui.css",
                "/docs/swagger-ui-bundle.js",
                "/healthz")) {
            http.get(path).is(200);
        }
    }

    private String post(String header) throws Exception {
        String type = header.startsWith("Content-Type") ? "" : "Content-Type: application/json\r\n";
        return Raw.exchange(
                server.port(),
                "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + type + header
                        + "\r\nContent-Length: 2\r\n\r\n{}");
    }

    private static String problem(String answer) {
        JsonNode problem = Json.object(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        return problem.required("detail").textValue() + problem.path("errors");
    }
}
