package dev.holdfast.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.PrivatePostgres;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.SmallDisk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The disk of PostgreSQL is full in the middle of the trade: every answer that was given holds, and trade goes on when
 * there is room again. In every second round the write-ahead log is what finds no room, of which PostgreSQL dies.
 * {@code -Drounds=} says how often, {@code -Dseed=} repeats the choices.
 */
@Tag("long")
class DiskFullTest {
    private static final int MEGABYTES = 160;

    private final long seed = Seed.of(DiskFullTest.class);
    private final int rounds = Integer.getInteger("rounds", 2);

    @TempDir
    Path directory;

    @Test
    void everyAnswerHoldsAndTradeGoesOnWhenThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), MEGABYTES)) {
            assumeTrue(
                    disk != null, "no small file system can be mounted here: that takes Linux, and its administrator");
            // Small, or the log has room of its own for a long time.
            Map<String, String> settings = Map.of("max_wal_size", "32MB", "min_wal_size", "32MB");
            try (PrivatePostgres postgres = new PrivatePostgres(disk.directory().resolve("data"), settings)) {
                trade(postgres, disk);
            }
        }
    }

    private void trade(PrivatePostgres postgres, SmallDisk disk) throws Exception {
        Random random = new Random(seed);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.url());
        Migrations.apply(source, "filled");
        try (Market market = new Market(postgres.url(), "filled", seed)) {
            market.open(market.server(), "first", 4);
            market.open(market.server(), "second", 4);
            market.sweep(market.server());
            for (int round = 0; round < rounds; round++) {
                market.awaitDone(20 + random.nextInt(100), Duration.ofSeconds(20));
                disk.fill();
                if (round % 2 == 0) {
                    nextLogFile(postgres);
                }
                market.await(Duration.ofMillis(500 + random.nextInt(1_500)));
                disk.fill();
                market.await(Duration.ofMillis(500));
                disk.makeRoom();
                if (!accepts(postgres)) {
                    postgres.startAgain();
                }
                market.awaitDone(50, Duration.ofSeconds(20));
            }
            market.end();

            System.out.println("DiskFullTest: " + rounds + " rounds, " + market.history.outcomes());
            assertThat(market.contradictions()).as("-Dseed=" + seed).isEmpty();
            assertThat(market.history.outcomes()).containsKey("checkout ordered");
            assertThat(market.history.outcomes().keySet())
                    .as("somebody met the full disk")
                    .anyMatch(outcome -> outcome.contains("unavailable") || outcome.contains("unknown"));
        }
    }

    private static void nextLogFile(PrivatePostgres postgres) {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 4; i++) {
                statement.execute("select pg_logical_emit_message(false, 'fill', repeat('x', 1000000))");
                statement.execute("select pg_switch_wal()");
            }
        } catch (SQLException e) {
            // There is no room for it; that is what this is for.
        }
    }

    private static boolean accepts(PrivatePostgres postgres) {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement()) {
            return statement.execute("create temporary table room as select 1 as one");
        } catch (SQLException e) {
            return false;
        }
    }
}
