package dev.holdfast.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.PrivatePostgres;
import dev.holdfast.testing.Seed;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A primary with a synchronous standby is killed under load, and the standby promoted: every answer that was given
 * holds on the standby. {@code -Drounds=} says how many pairs, one after the other; {@code -Dseed=} repeats the choices.
 */
@Tag("long")
class FailoverTest {
    private final long seed = Seed.of(FailoverTest.class);
    private final int rounds = Integer.getInteger("rounds", 1);

    @TempDir
    Path directory;

    @Test
    void everyConfirmedOrderIsOnTheStandby() throws Exception {
        for (int round = 0; round < rounds; round++) {
            failOver(Files.createDirectory(directory.resolve("pair-" + round)), seed + round);
        }
    }

    private static void failOver(Path pair, long seed) throws Exception {
        Path first = pair.resolve("first");
        Path second = pair.resolve("second");
        new PrivatePostgres(first, Map.of()).close();
        copy(first, second);
        try (PrivatePostgres primary = new PrivatePostgres(first, Map.of())) {
            standBy(second, primary.port());
            try (PrivatePostgres standby = new PrivatePostgres(second, Map.of())) {
                Jdbi onPrimary = Jdbi.create(source(primary.url()));
                onPrimary.useHandle(handle -> {
                    handle.execute("alter system set synchronous_standby_names = '*'");
                    handle.execute("select pg_reload_conf()");
                });
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> onPrimary.withHandle(handle ->
                                handle.createQuery("select count(*) from pg_stat_replication where sync_state = 'sync'")
                                                .mapTo(Integer.class)
                                                .one()
                                        == 1));
                Migrations.apply(source(primary.url()), "pair");
                sellAndFailOver(primary, standby, seed);
            }
        }
    }

    private static void sellAndFailOver(PrivatePostgres primary, PrivatePostgres standby, long seed) throws Exception {
        String either = "jdbc:postgresql://localhost:" + primary.port() + ",localhost:" + standby.port()
                + "/postgres?user=postgres&targetServerType=primary&hostRecheckSeconds=0";
        try (Market market = new Market(either, "pair", seed)) {
            market.open(market.server(), "first", 4);
            market.open(market.server(), "second", 4);
            market.sweep(market.server());
            market.awaitDone(100 + new Random(seed).nextInt(200), Duration.ofSeconds(30));
            primary.kill();
            Jdbi.create(source(standby.url())).useHandle(handle -> handle.execute("select pg_promote()"));
            long before = market.history.done("");
            market.awaitDone(100, Duration.ofSeconds(30));
            market.end();

            System.out.println("FailoverTest: " + market.history.outcomes());
            assertThat(market.history.done("")).as("the standby goes on").isGreaterThan(before);
            assertThat(market.contradictions()).as("-Dseed=" + seed).isEmpty();
        }
    }

    private static void standBy(Path data, int primaryPort) throws IOException {
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + primaryPort + " user=postgres'\n",
                StandardOpenOption.APPEND);
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
