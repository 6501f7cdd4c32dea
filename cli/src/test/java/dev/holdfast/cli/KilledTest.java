package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills running processes at random times, as {@code kill -9} does. {@code -Drounds=} sets how often, {@code -Dseed=}
 * repeats a run.
 */
@Tag("long")
class KilledTest {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final long seed = Seed.of(KilledTest.class);
    private final int rounds = Integer.getInteger("rounds", 2);
    private final TestShop shop = new TestShop();

    @TempDir
    Path directory;

    @Test
    void aSweepThatIsKilledLeavesNothingHalfDoneAndTheNextGoesOn() throws Exception {
        Random random = new Random(seed);
        int lines = 300;
        // By the clock of the database, these expired long ago.
        shop.clock.set(Instant.parse("2020-01-01T00:00:00Z"));
        Variant variant = shop.variant(lines);
        for (int i = 0; i < lines; i++) {
            shop.cartWith(variant, 1);
        }

        for (int round = 0; round < rounds; round++) {
            Process sweep = holdfast(0, "sweep", "--batch", "1", "--lock", "none");
            long before = expired();
            int more = 1 + random.nextInt(lines / (2 * rounds));
            await(() -> expired() >= before + more || !sweep.isAlive());
            sweep.destroyForcibly().waitFor();
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
        assertThat(holdfast(0, "sweep", "--lock", "none").waitFor()).isZero();

        assertThat(expired()).isEqualTo(lines);
        assertThat(shop.count("select count(*) from #cart_items")).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void whatAServerConfirmedIsThereAfterItWasKilled() throws Exception {
        Random random = new Random(seed);
        Variant variant = shop.variant(100_000);
        Queue<Long> confirmed = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < rounds; round++) {
            int port = freePort();
            Process server = holdfast(port, "serve", "--no-sweep");
            await(() -> isReady(port) || !server.isAlive());
            AtomicBoolean ended = new AtomicBoolean();
            List<Thread> buyers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread buyer = new Thread(() -> buyUntil(ended, port, variant.id(), confirmed));
                buyer.start();
                buyers.add(buyer);
            }
            int more = confirmed.size() + 5 + random.nextInt(40);
            await(() -> confirmed.size() >= more || !server.isAlive());
            server.destroyForcibly().waitFor();
            ended.set(true);
            for (Thread buyer : buyers) {
                buyer.join();
            }
            assertThat(confirmed).hasSizeGreaterThanOrEqualTo(more);
        }

        for (long order : confirmed) {
            assertThat(shop.holdfast.orders().get(order).items()).hasSize(1);
        }
        assertThat(confirmed).doesNotHaveDuplicates();
        assertThat(shop.now(variant).stockQuantity())
                .isEqualTo(100_000 - (int) shop.count("select sum(quantity) from #order_items"));
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private long expired() {
        return shop.count("select count(*) from #stock_ledger where kind = 'expired'");
    }

    private static void buyUntil(AtomicBoolean ended, int port, long variant, Queue<Long> confirmed) {
        Buyer buyer = new Buyer(HttpClient.newHttpClient(), port);
        try {
            while (!ended.get()) {
                long cart = buyer.post("/api/v1/carts", "{}");
                buyer.post("/api/v1/carts/" + cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 2}");
                confirmed.add(buyer.post("/api/v1/checkout", "{\"cart_id\": " + cart + "}"));
            }
        } catch (IOException e) {
            // The server is gone; its confirmed orders were recorded.
            ended.set(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Buyer(HttpClient client, int port) {
        /** Posts a request, and returns the id in the response. */
        long post(String path, String body) throws IOException, InterruptedException {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(30))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            Matcher id = ID.matcher(answer.body());
            if (answer.statusCode() != 201 && answer.statusCode() != 200 || !id.find()) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return Long.parseLong(id.group(1));
        }
    }

    private Process holdfast(int port, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve("errors.log").toFile());
        builder.environment().put("DATABASE_URL", TestDatabase.url());
        builder.environment().put("HOLDFAST_SCHEMA", shop.schema);
        builder.environment().put("PORT", Integer.toString(port));
        return builder.start();
    }

    private static boolean isReady(int port) {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.holds() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        assertThat(condition.holds()).as("in time").isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
