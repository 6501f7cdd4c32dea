package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Holdfast;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server under overload, without a database, and when it stops. */
class ServerTest {
    private static final int MOST_REQUESTS = 4;

    private final TestShop shop = new TestShop();
    private final Interruptible database = new Interruptible(TestDatabase.dataSource());
    private final Holdfast served = Holdfast.builder(database)
            .schema(shop.schema)
            .commandTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpServer server = HttpServer.start(
            served,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withMaxRequests(MOST_REQUESTS)
                    .withDrainTime(Duration.ofSeconds(20)));
    private final Client http = new Client(server.port());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutItsDatabaseItSaysSoAndRecovers() {
        http.awaitReady();

        database.cut();

        for (Reply reply : List.of(
                http.get("/api/v1/products"),
                http.post("/api/v1/carts", "{}"),
                http.with(Api.IDEMPOTENCY_KEY, "k").post("/api/v1/carts", "{}"),
                http.post("/api/v1/checkout", "{\"cart_id\": 1}"))) {
            reply.isProblem(503, "database_unavailable");
            assertThat(reply.header("Retry-After")).isNotEmpty();
            assertThat(reply.text()).doesNotContain("08001").doesNotContain("Exception");
        }
        http.get("/readyz").isProblem(503, "not_ready");
        http.get("/healthz").is(200);

        database.restore();

        http.awaitReady();
        assertThat(http.with(Api.IDEMPOTENCY_KEY, "k")
                        .post("/api/v1/carts", "{}")
                        .is(201)
                        .header(Api.REPLAYED))
                .as("what failed for want of a database is not kept")
                .isEmpty();
    }

    @Test
    void portThatIsTakenIsThrownAndNotLoggedAsWell() {
        try (LogLines log = LogLines.of("io.javalin")) {
            assertThatThrownBy(() ->
                            HttpServer.start(served, HttpOptions.defaults().listeningOn("127.0.0.1", server.port())))
                    .hasMessageContaining("in use");
            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void anUnexpectedFailureIsLoggedAndNotShown() {
        database.fail(new IllegalStateException("the password is swordfish"));

        try (LogLines log = LogLines.of("dev.holdfast.server.http.HttpServer")) {
            Reply failed = http.with("X-Request-Id", "case-7").get("/api/v1/products");

            failed.isProblem(500, "internal_error");
            assertThat(failed.text()).doesNotContain("swordfish").doesNotContain("IllegalState");
            assertThat(failed.header("X-Request-Id")).isEqualTo("case-7");
            assertThat(log.lines()).anyMatch(line -> line.contains("case-7"));
        }
    }

    @Test
    void eachRequestLeavesOneLineWithoutWhatIsPersonal() {
        try (LogLines log = LogLines.of("dev.holdfast.server.access")) {
            http.with("X-Request-Id", "case-8").get("/api/v1/carts?user_id=ada.lovelace");
            http.with("X-Request-Id", "case-9").get("/nothing/here");
            await().until(() -> log.lines().size() == 2);

            assertThat(log.lines().get(0)).matches("GET /api/v1/carts 200 [0-9]+ ms case-8");
            assertThat(log.lines().get(1)).matches("GET /nothing/here 404 [0-9]+ ms case-9");
        }
    }

    @Test
    void aUserWhoHoldsTooMuchIsToldHowMuch() {
        Holdfast strict = shop.builder().maxUnitsPerUser(3).build();
        long variant = shop.variant(5).id();
        try (HttpServer other = HttpServer.start(strict, HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            Client client = new Client(other.port());
            for (String quantity : List.of("2", "2")) {
                String cart =
                        client.post("/api/v1/carts", "{\"user_id\": \"ada\"}").header("Location");
                Reply put = client.post(
                        cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": " + quantity + "}");
                if (put.status() != 201) {
                    put.isProblem(409, "reservation_limit");
                    assertThat(List.of(put.at("/scope"), put.at("/counted"), put.at("/held"), put.at("/limit")))
                            .containsExactly("user", "units", "2", "3");
                    return;
                }
            }
            throw new AssertionError("the second cart was filled");
        }
    }

    @Test
    void aSchemaThatIsMissingIsNoFaultOfTheServer() {
        Holdfast nowhere =
                Holdfast.builder(TestDatabase.dataSource()).schema("nowhere").build();
        try (HttpServer other = HttpServer.start(nowhere, HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            new Client(other.port()).get("/api/v1/products").isProblem(503, "database_unavailable");
            new Client(other.port()).get("/readyz").isProblem(503, "not_ready");
        }
    }

    @Test
    void beyondWhatItCanDoItTurnsRequestsAway() {
        CountDownLatch gate = database.block();
        List<CompletableFuture<Reply>> waiting = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> http.get("/api/v1/products")))
                .limit(MOST_REQUESTS)
                .toList();
        try {
            await().until(server::underWay, count -> count == MOST_REQUESTS);

            Reply refused = http.post("/api/v1/carts", "{}").isProblem(503, "overloaded");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            http.get("/api/v1/nothing").isProblem(503, "overloaded");
            http.get("/healthz").is(200);
            http.get("/docs").is(200);
            http.get("/readyz").isProblem(503, "not_ready");
        } finally {
            gate.countDown();
        }
        assertThat(waiting).allSatisfy(reply -> reply.join().is(200));
        await().until(server::underWay, count -> count == 0);
        http.post("/api/v1/carts", "{}").is(201);
        http.awaitReady();
    }

    @Test
    void requestsUnderWayAreFinishedWhenItIsClosed() {
        CountDownLatch gate = database.block();
        CompletableFuture<Reply> underWay = CompletableFuture.supplyAsync(() -> http.post("/api/v1/carts", "{}"));
        await().until(server::underWay, count -> count == 1);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
        await().until(() -> refusesConnections());

        gate.countDown();

        underWay.join().is(201);
        closing.join();
        assertThat(shop.count("select count(*) from #carts")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /api/v1/carts HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nBad Header: 1\r\n\r\n"
            })
    void malformedHttpIsRefusedWithoutAStackTrace(String request) throws Exception {
        String answer = Raw.exchange(server.port(), request);

        assertThat(answer).matches("(?s)HTTP/1.1 (400|505).*");
        assertThat(answer).doesNotContain("at org.").doesNotContain("<html").doesNotContain("Jetty");
    }

    @Test
    void headersThatAreTooLongAreRefused() throws Exception {
        String answer = Raw.exchange(
                server.port(),
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431").contains(Answer.PROBLEM);
    }

    @Test
    void theDocsAskNobodyElse() {
        Reply page = http.get("/docs").is(200);

        assertThat(page.text()).doesNotContain("http:").doesNotContain("https:");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'self'");
        for (String file : List.of("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png", "docs.js")) {
            assertThat(page.text().contains(file) || file.equals("docs.js")).isTrue();
            assertThat(http.get("/docs/" + file).is(200).text()).isNotEmpty();
        }
        assertThat(http.get("/docs/docs.js").text()).contains("/openapi.json").contains("validatorUrl: null");
        assertThat(http.get("/openapi.json").text())
                .isEqualTo(Json.write(Contract.get().document()));
        assertThat(http.get("/openapi.yaml").text()).startsWith("openapi: 3.1");
        http.get("/docs/docs.html").isProblem(404, "route_not_found");
    }

    @Test
    void theAddressOfTheServerLeadsToItsDocumentation() {
        String path = http.get("/").is(302).header("Location");
        assertThat(http.get(path).is(200).text()).contains("Holdfast API");
    }

    @Test
    void theTypeOfAProblemLeadsToItsCode() {
        String type =
                http.get("/api/v1/carts/7").isProblem(404, "cart_not_found").at("/type");
        assertThat(http.get(type.replaceFirst("#.*", "")).is(200).text())
                .contains("id=\"" + type.replaceFirst(".*#", "") + "\"");
    }

    @Test
    void pagesThatNeedNoKeyAnswerEveryMethod() {
        for (String path : List.of("/healthz", "/docs", "/docs/errors", "/openapi.yaml")) {
            Reply head = http.send("HEAD", path, (byte[]) null).is(200);
            assertThat(head.text()).isEmpty();
            assertThat(head.header("Content-Length"))
                    .isEqualTo(http.get(path).header("Content-Length"))
                    .isNotEmpty();
            assertThat(http.send("OPTIONS", path, (byte[]) null).is(204).header("Allow"))
                    .isEqualTo("GET, HEAD, OPTIONS");
            assertThat(http.post(path, "{}")
                            .isProblem(405, "method_not_allowed")
                            .header("Allow"))
                    .isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @Test
    void optionsNameWhatIsWrongWithThem() {
        assertThatThrownBy(() -> HttpOptions.defaults().listeningOn("127.0.0.1", 70_000))
                .hasMessageContaining("port: 70000");
        assertThatThrownBy(() -> HttpOptions.defaults().withMaxRequests(0)).hasMessageContaining("maxRequests: 0");
        assertThatThrownBy(() -> HttpOptions.defaults().withMaxBodyBytes(0)).hasMessageContaining("maxBodyBytes: 0");
    }

    private boolean refusesConnections() {
        try {
            return Raw.exchange(server.port(), "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .contains(" 503 ");
        } catch (java.io.IOException | RuntimeException e) {
            return true;
        }
    }
}
