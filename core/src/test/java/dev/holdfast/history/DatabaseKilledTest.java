package dev.holdfast.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.event.Follower;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.PrivatePostgres;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL is killed at random moments under load and started again: every answer that was given holds, whether it
 * was a yes or a "nothing was done", and every event that was read is still there, in its place. {@code -Drounds=} says how often, {@code -Dseed=} repeats the choices.
 */
@Tag("long")
class DatabaseKilledTest {
    private final long seed = Seed.of(DatabaseKilledTest.class);
    private final int rounds = Integer.getInteger("rounds", 3);

    @TempDir
    Path directory;

    @Test
    void everyAnswerHolds() throws Exception {
        Random random = new Random(seed);
        try (PrivatePostgres postgres = new PrivatePostgres(directory.resolve("data"), Map.of())) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.url());
            Migrations.apply(source, "killed");
            try (Market market = new Market(postgres.url(), "killed", seed)) {
                market.open(market.server(), "first", 4);
                market.open(market.server(), "second", 4);
                market.sweep(market.server());
                AtomicBoolean selling = new AtomicBoolean(true);
                Holdfast others = market.server();
                Future<Follower> reader = Threads.begin(() -> new Follower(others::events, seed).follow(selling::get));
                for (int round = 0; round < rounds; round++) {
                    market.awaitDone(20 + random.nextInt(200), Duration.ofSeconds(20));
                    postgres.kill();
                    postgres.startAgain();
                }
                market.awaitDone(100, Duration.ofSeconds(20));
                market.end();
                selling.set(false);
                Threads.join(reader).requireAll(others.events());

                System.out.println("DatabaseKilledTest: " + rounds + " rounds, " + market.history.outcomes());
                assertThat(market.contradictions()).as("-Dseed=" + seed).isEmpty();
                assertThat(market.history.outcomes()).containsKey("checkout ordered");
            }
        }
    }
}
