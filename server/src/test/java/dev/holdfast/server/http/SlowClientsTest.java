package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that send or read slowly, more of them than requests that the server works on, shut nobody out. */
class SlowClientsTest {
    private static final String KEY = "correct horse";
    private static final int MANY = HttpOptions.DEFAULT_MAX_REQUESTS + 44;
    private static final int PLACES = 8;
    private static final int SENDERS = 24;
    private static final long TOO_MUCH = 256L << 20;

    private final TestShop shop = new TestShop();
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.start(
            shop.holdfast,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(KEY)
                    .withMetrics(metrics, true));
    private final Client http = new Client(server.port());
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
        metrics.close();
    }

    @Test
    void withoutAKeyTheyAreRefusedBeforeTheirBodies() throws IOException {
        connect(MANY, "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{");

        everybodyElseIsServed();
        for (Socket client : clients) {
            assertThat(Raw.rest(client)).startsWith("HTTP/1.1 401").contains("Connection: close", "unauthorized");
        }
    }

    @Test
    void aLongPageIsReadToItsEndThoughABodyArrivesBehindTheRequest() throws IOException {
        String page = http.get("/openapi.yaml").text();
        for (int i = 0; i < 20; i++) {
            try (Socket client = Raw.open(
                    server.port(),
                    "GET /openapi.yaml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\n")) {
                client.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                assertThat(Raw.rest(client)).endsWith(page);
            }
        }
    }

    @Test
    void withoutAKeyNobodyIsToldToContinue() throws IOException {
        connect(
                MANY,
                String.join(
                        "\r\n",
                        "POST /api/v1/carts HTTP/1.1",
                        "Host: localhost",
                        "Expect: 100-continue",
                        "Transfer-Encoding: chunked",
                        "",
                        ""));

        everybodyElseIsServed();
        for (Socket client : clients) {
            assertThat(Raw.rest(client)).startsWith("HTTP/1.1 401").contains("Connection: close");
        }
    }

    @Test
    void withTheKeyTheyTakeNoPlaceUntilTheirBodiesHaveArrived() throws IOException {
        try (HttpServer small = HttpServer.start(
                shop.holdfast,
                HttpOptions.defaults()
                        .listeningOn("127.0.0.1", 0)
                        .withSecretKey(KEY)
                        .withMaxRequests(PLACES))) {
            for (int i = 0; i < 2 * PLACES; i++) {
                clients.add(Raw.open(
                        small.port(),
                        "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Authorization: Bearer " + KEY
                                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{"));
            }
            await().until(small::awaited, count -> count == 2 * PLACES);

            Client holder = new Client(small.port()).with("Authorization", "Bearer " + KEY);
            holder.post("/api/v1/carts", "{}").is(201);
            // A place is given back after the answer, which is what the client sees first.
            await().until(small::underWay, count -> count == 0);
            List<Socket> asManyAsPlaces = clients.subList(0, PLACES);
            for (Socket client : asManyAsPlaces) {
                client.getOutputStream().write('}');
            }
            for (Socket client : asManyAsPlaces) {
                assertThat(Raw.rest(client)).startsWith("HTTP/1.1 201");
            }
        }
    }

    /** The answer is longer than what fits into the buffers of a connection. */
    @Test
    void whoDoesNotReadAPageKeepsNoThread() throws IOException {
        connect(MANY, "GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        everybodyElseIsServed();
        assertThat(Raw.rest(clients.get(0))).startsWith("HTTP/1.1 200").hasSizeGreaterThan(1_000_000);
    }

    @Test
    void healthChecksWithBodiesAreAnsweredWithoutThem() throws IOException {
        connect(MANY, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");

        everybodyElseIsServed();
        for (Socket client : clients) {
            assertThat(Raw.rest(client)).startsWith("HTTP/1.1 200").contains("Connection: close");
        }
    }

    @Test
    void whoDoesNotEndHisHeadersKeepsNoThread() throws IOException {
        connect(MANY, "POST /api/v1/carts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bea");

        everybodyElseIsServed();
    }

    /** What is read behind a refusal, so that it arrives, is not what a client likes to send. */
    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/carts, Content-Length: 9000000000000",
        "POST /api/v1/carts, Transfer-Encoding: chunked",
        "GET /healthz, Content-Length: 9000000000000",
        "GET /openapi.yaml, Transfer-Encoding: chunked"
    })
    void whoNeverStopsSendingIsCutOff(String request, String length) throws Exception {
        String head = request + " HTTP/1.1\r\nHost: localhost\r\n" + length + "\r\n\r\n";
        String part = "x".repeat(0x1000);
        byte[] more =
                (length.endsWith("chunked") ? "1000\r\n" + part + "\r\n" : part).getBytes(StandardCharsets.US_ASCII);
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<Long>> sent = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Socket client = Raw.open(server.port(), head);
                clients.add(client);
                sent.add(threads.submit(() -> sentUntilCutOff(client, more)));
            }

            everybodyElseIsServed();
            for (Future<Long> bytes : sent) {
                assertThat(bytes.get(1, TimeUnit.MINUTES)).isLessThan(TOO_MUCH);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long sentUntilCutOff(Socket client, byte[] more) {
        long bytes = 0;
        try {
            while (bytes < TOO_MUCH) {
                client.getOutputStream().write(more);
                bytes += more.length;
            }
        } catch (IOException e) {
            // The server has closed the connection.
            return bytes;
        }
        return bytes;
    }

    private void connect(int number, String request) throws IOException {
        for (int i = 0; i < number; i++) {
            clients.add(Raw.open(server.port(), request));
        }
    }

    private void everybodyElseIsServed() {
        Client holder = http.with("Authorization", "Bearer " + KEY);
        http.get("/healthz").is(200);
        http.awaitReady();
        http.get("/metrics").is(200);
        http.post("/api/v1/carts", "{}").isProblem(401, "unauthorized");
        holder.get("/api/v1/products").is(200);
        holder.post("/api/v1/carts", "{}").is(201);
        assertThat(server.underWay()).isLessThanOrEqualTo(1);
    }
}
