package dev.holdfast.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cli.Main;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code events tail} in a separate process. */
@Timeout(120)
@Tag("long")
class TailProcessTest {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final TestShop shop = new TestShop();

    @TempDir
    private Path directory;

    @Test
    void itBeginsWithWhatHappensFromNowOnAndEndsWhenItIsToldTo() throws Exception {
        long before = shop.cart();
        Process tail = start();
        try {
            BufferedReader out = tail.inputReader();
            makeEventsUntil(out, tail);

            assertThat(out.readLine())
                    .contains("\"type\":\"cart.created\"")
                    .doesNotContain("\"subject\":\"carts/" + before + "\"");
            tail.toHandle().destroy();
            assertThat(tail.waitFor()).isZero();
            assertThat(tail.errorReader().readLine()).startsWith("go on with: --after ");
        } finally {
            tail.destroyForcibly();
        }
    }

    @Test
    void itEndsWhenNobodyReadsItsOutput() throws Exception {
        Process tail = start();
        try {
            BufferedReader out = tail.inputReader();
            makeEventsUntil(out, tail);
            out.close();
            while (tail.isAlive()) {
                shop.cart();
                LockSupport.parkNanos(PAUSE.toNanos());
            }

            assertThat(tail.waitFor()).isZero();
            assertThat(tail.errorReader().lines()).isEmpty();
        } finally {
            tail.destroyForcibly();
        }
    }

    // It does not say when it has begun.
    private void makeEventsUntil(BufferedReader out, Process tail) throws IOException {
        while (!out.ready()) {
            assertThat(tail.isAlive()).isTrue();
            shop.cart();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "events",
                        "tail",
                        "-o",
                        "json")
                .directory(directory.toFile());
        builder.environment().put("DATABASE_URL", TestDatabase.url());
        builder.environment().put("HOLDFAST_SCHEMA", shop.schema);
        return builder.start();
    }
}
