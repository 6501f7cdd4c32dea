package dev.holdfast.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Main;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep --watch} in a separate process that is stopped by signals. */
@Timeout(120)
@Tag("long")
final class SweepWatchTest {
    private static final String NOTHING =
            "swept 0 items, 0 units, 0 carts, 0 promo holds, 0 empty carts, 0 orders, 0 units filled in 0 batches";

    @TempDir
    Path directory;

    @Test
    void writesALineForEachRoundUntilItIsToldToStop() throws Exception {
        TestShop shop = new TestShop();
        try (Watch watch = watch(TestDatabase.url(), shop.schema, "--watch=1s")) {
            assertThat(watch.line()).startsWith(NOTHING);
            assertThat(watch.line()).startsWith(NOTHING);

            assertThat(watch.terminate()).isZero();
        }
        // The lock was released, so the next sweep is not locked out.
        assertThat(shop.count("select count(*) from #leases")).isZero();
    }

    @Test
    void sweepsWhatHasExpired() throws Exception {
        TestShop shop = new TestShop();
        shop.clock.set(Instant.parse("2020-02-02T02:02:02Z"));
        shop.cartWith(shop.variant(3), 3);
        try (Watch watch = watch(TestDatabase.url(), shop.schema, "--watch", "-o", "json")) {
            assertThat(watch.line())
                    .startsWith("{\"items\": 1, \"units\": 3, \"carts\": 1, \"batches\": 2,")
                    .endsWith("\"empty_carts\": 1, \"orders\": 0, \"filled\": 0}");

            assertThat(watch.terminate()).isZero();
        }
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void keepsAFileByWhichOthersSeeThatItGetsOn() throws Exception {
        Path health = directory.resolve("health");
        TestShop shop = new TestShop();
        try (Watch watch = watch(TestDatabase.url(), shop.schema, "--watch=90s", "--health-file", "health")) {
            assertThat(watch.line()).startsWith(NOTHING);
            // The pause in whole minutes, as find counts, and some spare time.
            assertThat(health).hasContent("3\n");
            assertThat(watch.terminate()).isZero();
        }
        Files.delete(health);
        String away = "jdbc:postgresql://localhost:" + freePort() + "/postgres?user=postgres";
        try (Watch watch = watch(away, "shop", "--watch=1s", "--health-file", "health")) {
            watch.awaitMessage("trying again");
            watch.awaitMessage("trying again");
            assertThat(health).doesNotExist();
        }
    }

    @Test
    void writesOneHeadingForAllRoundsInCsv() throws Exception {
        TestShop shop = new TestShop();
        try (Watch watch = watch(TestDatabase.url(), shop.schema, "--watch=1s", "-o", "csv")) {
            assertThat(watch.line())
                    .isEqualTo(
                            "items,units,carts,batches,duration_ms,locked_out,promo_holds,empty_carts,orders,filled");
            assertThat(watch.line()).matches("0,0,0,0,\\d+,false,0,0,0,0");
            assertThat(watch.line()).matches("0,0,0,0,\\d+,false,0,0,0,0");
            assertThat(watch.terminate()).isZero();
        }
    }

    @Test
    void waitsForADatabaseThatIsNotThereYetAndSurvivesOneThatGoesAway() throws Exception {
        int port = freePort();
        String url = "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
        try (Watch watch = watch(url, "shop", "--watch=1s")) {
            assertThat(watch.message()).contains("cannot be reached").contains("trying again in 1 s");

            EmbeddedPostgres first = postgres(port);
            Migrations.apply(first.getPostgresDatabase(), "shop");
            assertThat(watch.line()).startsWith(NOTHING);
            first.close();
            watch.awaitMessage("the database cannot be reached or cannot write; trying again in");
            watch.skipLines();

            EmbeddedPostgres second = postgres(port);
            assertThat(watch.line()).startsWith(NOTHING);
            assertThat(watch.terminate()).isZero();
            second.close();
        }
    }

    @Test
    void saysHowLongItWaits() {
        SweepWatch often = new SweepWatch(Duration.ofSeconds(5), new Stop());
        SweepWatch seldom = new SweepWatch(Duration.ofHours(1), new Stop());

        assertThat(List.of(often.retryAfter(1), often.retryAfter(3), often.retryAfter(4), often.retryAfter(900)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(5), Duration.ofSeconds(5));
        assertThat(List.of(seldom.retryAfter(6), seldom.retryAfter(900)))
                .containsExactly(Duration.ofSeconds(32), Duration.ofSeconds(60));
    }

    private Watch watch(String url, String schema, String... arguments) throws IOException {
        return new Watch(directory, Map.of("DATABASE_URL", url, "HOLDFAST_SCHEMA", schema), arguments);
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A running process. */
    private static final class Watch implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final BufferedReader err;

        Watch(Path directory, Map<String, String> environment, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName(),
                    "sweep"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
            out = process.inputReader();
            err = process.errorReader();
        }

        /** Waits for the next line of its output. */
        String line() throws IOException {
            String line = out.readLine();
            assertThat(line)
                    .as(() -> "output of a process that says " + messages())
                    .isNotNull();
            return line;
        }

        /** Waits for the next message. */
        String message() throws IOException {
            String message = err.readLine();
            assertThat(message).as("a message").isNotNull();
            return message;
        }

        void awaitMessage(String part) throws IOException {
            while (!message().contains(part)) {
                // Skips others, such as those of the connection pool.
            }
        }

        /** Skips the output that was written so far. */
        void skipLines() throws IOException {
            while (out.ready()) {
                out.readLine();
            }
        }

        /** Stops the process with SIGTERM, and returns its exit code. */
        int terminate() throws InterruptedException {
            process.destroy();
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }

        private String messages() {
            return String.join("\n", err.lines().toList());
        }
    }
}
