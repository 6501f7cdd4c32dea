package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Under overload a server does what it can, turns the rest away, keeps its memory bounded, and recovers afterwards.
 * {@code -Dminutes=} makes it longer.
 */
@Tag("long")
class OverloadTest {
    private static final int CLIENTS = 48;
    private static final int REQUESTS = 25;
    private static final int MOST_REQUESTS = 12;

    private final long seed = Seed.of(OverloadTest.class);
    private final int minutes = Integer.getInteger("minutes", 0);
    private final TestShop shop = new TestShop();
    private final HikariDataSource pool = pool();
    private final HttpServer server = HttpServer.start(
            Holdfast.builder(pool).schema(shop.schema).queueLimit(8).build(),
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withMaxRequests(MOST_REQUESTS)
                    .withDrainTime(Duration.ofSeconds(2)));
    private final Client http = new Client(server.port());

    // Two connections, so that the database is the bottleneck.
    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url());
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }

    @AfterEach
    void stop() {
        server.close();
        pool.close();
    }

    @Test
    void excessRequestsAreTurnedAwayAndNothingIsLost() throws Exception {
        Variant variant = shop.variant(100_000);
        Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
        Queue<Long> orders = new ConcurrentLinkedQueue<>();
        long end = System.nanoTime() + minutes * 60_000_000_000L;
        do {
            Threads.all(CLIENTS, number -> {
                Random random = new Random(seed + number);
                for (int i = 0; i < REQUESTS; i++) {
                    buy(variant, random, outcomes, orders);
                }
            });
        } while (System.nanoTime() < end);
        System.out.println("OverloadTest: " + outcomes);

        assertThat(outcomes.keySet())
                .allMatch(outcome -> outcome.startsWith("2") || outcome.startsWith("409") || outcome.startsWith("503"));
        assertThat(outcomes).containsKey("503 overloaded");
        assertThat(orders).isNotEmpty().doesNotHaveDuplicates();
        assertThat(shop.count("select count(*) from #orders")).isEqualTo(orders.size());
        assertThat(shop.contradictions()).isZero();
        await().until(server::underWay, count -> count == 0);
        for (int i = 0; i < 20; i++) {
            String cart = http.post("/api/v1/carts", "{}").is(201).header("Location");
            put(cart, variant).is(201);
        }
    }

    private void buy(Variant variant, Random random, Map<String, AtomicInteger> outcomes, Queue<Long> orders) {
        Reply cart = note(http.post("/api/v1/carts", "{}"), outcomes);
        if (cart.status() != 201) {
            return;
        }
        String path = cart.header("Location");
        if (note(put(path, variant), outcomes).status() == 201 && random.nextInt(3) > 0) {
            Reply order = note(http.post("/api/v1/checkout", "{\"cart_id\": " + cart.id("/id") + "}"), outcomes);
            if (order.status() == 201) {
                orders.add(order.id("/id"));
            }
        }
        note(http.get("/api/v1/carts?limit=" + (1 + random.nextInt(200))), outcomes);
    }

    private Reply put(String cart, Variant variant) {
        return http.post(cart + "/items", "{\"variant_id\": " + variant.id() + ", \"quantity\": 1}");
    }

    private static Reply note(Reply reply, Map<String, AtomicInteger> outcomes) {
        String outcome = reply.status() < 400 ? "" + reply.status() : reply.status() + " " + reply.at("/code");
        outcomes.computeIfAbsent(outcome, key -> new AtomicInteger()).incrementAndGet();
        if (reply.status() == 503) {
            assertThat(reply.header("Retry-After")).isNotEmpty();
        }
        return reply;
    }

    @Test
    void aClientTurnedAwayBeforeItsBodyIsToldThatTheConnectionCloses() throws Exception {
        List<Socket> others = new ArrayList<>();
        try {
            for (int i = 0; i < HttpServer.WAITING_FOR_EACH_PLACE * MOST_REQUESTS; i++) {
                others.add(open("POST", 10));
            }
            await().until(server::awaited, count -> count == HttpServer.WAITING_FOR_EACH_PLACE * MOST_REQUESTS);
            try (Socket late = open("POST", 10)) {
                StringBuilder answer = new StringBuilder();
                read(late, answer);
                assertThat(answer.toString()).startsWith("HTTP/1.1 503").contains("Connection: close", "overloaded");
            }
            assertThat(server.underWay()).isZero();
            http.get("/api/v1/carts").is(200);
        } finally {
            for (Socket socket : others) {
                socket.close();
            }
        }
        await().until(server::awaited, count -> count == 0);
        http.post("/api/v1/carts", "{}").is(201);
    }

    @Test
    void aClientThatStopsSendingIsNotAwaitedForever() throws Exception {
        try (Socket socket = open("POST", 1_000)) {
            socket.getOutputStream().write('{');
            StringBuilder answer = new StringBuilder();
            read(socket, answer);
            assertThat(answer.toString())
                    .startsWith("HTTP/1.1 400")
                    .contains("Connection: close", "the body took longer than 2 s to arrive");
        }
        assertThat(server.awaited()).isZero();
    }

    /** Each of them may be thirty times as large in memory as on the wire. */
    @Test
    void onlyAFewLongBodiesAreInMemoryAtOnce() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = open("POST", 60_000);
                socket.getOutputStream().write(" ".repeat(30_000).getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            String body = "{\"lines\": [" + " ".repeat(20_000) + "]}";
            await().until(() -> http.post("/api/v1/quotes", body).status() == 503);
            Reply refused = http.post("/api/v1/quotes", body).isProblem(503, "overloaded");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            http.post("/api/v1/carts", "{}").is(201);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().until(() -> http.post("/api/v1/quotes", "{\"lines\": [" + " ".repeat(20_000) + "]}")
                        .status()
                == 422);
    }

    @Test
    void aClientThatSendsAByteNowAndThenIsNotAwaitedForever() throws Exception {
        try (Socket socket = open("POST", 1_000)) {
            OutputStream out = socket.getOutputStream();
            StringBuilder answer = new StringBuilder();
            Thread reader = new Thread(() -> read(socket, answer));
            reader.start();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        if (reader.isAlive()) {
                            try {
                                out.write(' ');
                                out.flush();
                            } catch (IOException e) {
                                // The request was answered, and the connection closed.
                            }
                        }
                        return !reader.isAlive();
                    });
            assertThat(answer.toString())
                    .startsWith("HTTP/1.1 400")
                    .contains("Connection: close", "the body took longer than 2 s to arrive");
        }
        http.get("/healthz").is(200);
    }

    private static void read(Socket socket, StringBuilder answer) {
        try {
            answer.append(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            answer.append(e);
        }
    }

    private Socket open(String method, int length) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream()
                .write((method + " /api/v1/quotes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
