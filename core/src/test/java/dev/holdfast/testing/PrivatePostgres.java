package dev.holdfast.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL of one test's own, on a directory that outlives it, so that it can be killed and started again. */
public final class PrivatePostgres implements AutoCloseable {
    private final Path directory;
    private final Map<String, String> settings = new TreeMap<>();
    private final int port = freePort();
    private EmbeddedPostgres postgres;

    public PrivatePostgres(Path directory, Map<String, String> settings) {
        this.directory = directory;
        this.settings.putAll(settings);
        this.postgres = launch();
    }

    private EmbeddedPostgres launch() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(directory)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setServerConfig("max_connections", "100")
                    // Off by default here, and then a commit is confirmed before it is written.
                    .setServerConfig("synchronous_commit", "on");
            settings.forEach(builder::setServerConfig);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path directory() {
        return directory;
    }

    public int port() {
        return port;
    }

    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    /** A pool that bears the server's absence. */
    public HikariDataSource pool(int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** As {@code kill -9} does to the postmaster and all that it has started, all at once. */
    public void kill() throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
        ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** As {@code kill -9} does to one of its processes: the others end as well, and it starts anew by itself. */
    public void killBackend(long pid) {
        ProcessHandle backend = ProcessHandle.of(pid).orElseThrow();
        backend.destroyForcibly();
        backend.onExit().join();
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
            try (Connection connection = DriverManager.getConnection(url())) {
                return connection.isValid(1);
            }
        });
    }

    /** Starts it again after it was killed; it recovers by itself. */
    public void startAgain() throws IOException {
        // Lets go of the directory; there is nothing left to be stopped.
        postgres.close();
        Files.deleteIfExists(directory.resolve("postmaster.pid"));
        postgres = launch();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
