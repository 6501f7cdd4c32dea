package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {
    private static final String KEY = "correct horse";

    private final TestShop shop = new TestShop();
    private final HttpOptions options =
            HttpOptions.defaults().listeningOn("127.0.0.1", 0).withSecretKey(KEY);
    private final HttpServer server = HttpServer.start(shop.holdfast, options);
    private final Client http = new Client(server.port());

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theKeyOpensEverything() {
        Client holder = http.with("Authorization", "Bearer " + KEY);

        holder.post("/api/v1/carts", "{}").is(201);
        http.with("Authorization", "bearer " + KEY).get("/api/v1/carts").is(200);
        holder.get("/api/v1/nothing").isProblem(404, "route_not_found");
    }

    @Test
    void whatIsWrittenNamesTheHolderOfTheKey() {
        String path = "/api/v1/variants/" + shop.variant(1).id() + "/movements";
        Client holder = http.with("Authorization", "Bearer " + KEY);

        Reply received = holder.post(path, "{\"kind\": \"received\", \"quantity\": 10}");
        Reply underAKey =
                holder.with(Api.IDEMPOTENCY_KEY, "actor").post(path, "{\"kind\": \"received\", \"quantity\": 10}");

        assertThat(received.is(201).at("/actor")).isEqualTo("root");
        assertThat(underAKey.is(201).at("/actor")).isEqualTo("root");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer", "Bearer ", "Bearer correct", "Bearer correct horses", "Basic Y29ycmVjdCBob3JzZQ==", KEY
            })
    void anotherKeyOpensNothing(String header) {
        Reply refused = http.with("Authorization", header).post("/api/v1/carts", "{}");

        refused.isProblem(401, "unauthorized");
        assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(shop.count("select count(*) from #carts")).isLessThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/carts", "/api/v1/nothing", "//", "/docsx", "/healthz/x", "/metrics"})
    void withoutAKeyNothingElseIsAnswered(String path) {
        http.get(path).isProblem(401, "unauthorized");
        http.post(path, "{}").isProblem(401, "unauthorized");
        http.send("OPTIONS", path, (byte[]) null).isProblem(401, "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/openapi.json",
                "/openapi.yaml",
                "/docs",
                "/docs/docs.js",
                "/schemas/pricing-rule.json"
            })
    void healthAndContractNeedNoKey(String path) {
        http.get(path).is(200);
        http.awaitReady();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/carts",
                "/healthz/../api/v1/carts",
                "/docs/%2e%2e/api/v1/carts",
                "/docs/..;/api/v1/carts"
            })
    void noWayLeadsAroundTheKey(String path) throws Exception {
        String answer = Raw.exchange(
                server.port(), "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("next_cursor");
    }

    /** Otherwise stock is received twice by a client that repeats its requests after the key was changed. */
    @Test
    void aFinishedRequestStaysFinishedWhenTheKeyIsChanged() {
        long variant = shop.variant(1).id();
        String path = "/api/v1/variants/" + variant + "/movements";
        String body = "{\"kind\": \"received\", \"quantity\": 10}";
        Reply first = http.with("Authorization", "Bearer " + KEY, Api.IDEMPOTENCY_KEY, "delivery-7")
                .post(path, body)
                .is(201);

        try (HttpServer renewed = HttpServer.start(shop.holdfast, options.withSecretKey("battery staple"))) {
            Reply again = new Client(renewed.port())
                    .with("Authorization", "Bearer battery staple", Api.IDEMPOTENCY_KEY, "delivery-7")
                    .post(path, body)
                    .is(201);

            assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
            assertThat(again.text()).isEqualTo(first.text());
        }
        assertThat(shop.holdfast.catalog().variant(variant).stockQuantity()).isEqualTo(11);
    }

    @Test
    void beyondTheLoopbackAKeyIsNeeded() {
        HttpOptions everywhere = HttpOptions.defaults().listeningOn("0.0.0.0", 0);

        assertThatThrownBy(() -> HttpServer.start(shop.holdfast, everywhere))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("secret key");
        assertThatThrownBy(() -> HttpServer.start(shop.holdfast, everywhere.listeningOn("no.such.host.invalid", 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpServer.start(shop.holdfast, everywhere.withSecretKey("fifteen letters")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("15 characters");
        assertThatThrownBy(() -> options.withSecretKey(null).withPreviousSecretKey("older"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("previousSecretKey");
        assertThatThrownBy(() -> everywhere.withSecretKey(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(options.toString()).doesNotContain(KEY);
    }
}
