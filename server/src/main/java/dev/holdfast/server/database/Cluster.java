package dev.holdfast.server.database;

import dev.holdfast.server.config.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A data directory of PostgreSQL and the server on it. Used by one process at a time. */
final class Cluster {
    static final String USER = "holdfast";
    static final String DATABASE = "postgres";

    /** The data directory of PostgreSQL in the directory of the database. */
    static final String DATA = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** Recovery from a crash at the end of a long checkpoint interval takes time. */
    private static final Duration LONGEST_START = Duration.ofMinutes(30);

    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int START_ATTEMPTS = 5;
    private static final int NOTICE_SECONDS = 5;
    private static final int MOST_LOG_LINES = 12;
    private static final long LARGEST_LOG = 10_000_000;

    /** Durable, on this machine only, and independent of the locale and time zone of the machine. */
    private static final String OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
            + " -c timezone=UTC -c log_timezone=UTC -c log_checkpoints=off";

    private final Path directory;
    private final Path data;
    private final PostgresPrograms programs;
    private final String password;

    Cluster(Path directory, PostgresPrograms programs) throws IOException {
        this.directory = directory;
        this.data = directory.resolve(DATA);
        this.programs = programs;
        this.password = new ClusterSetUp(directory, data, programs).passwordOfReadyDirectory();
    }

    /** The address of the server on a port. */
    DatabaseAddress address(int port) {
        return address(port, password);
    }

    static DatabaseAddress address(int port, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, USER, password);
    }

    /** The server of the directory, started if it is not running. */
    Postmaster ensureRunning() throws IOException {
        removeUnusableFile();
        Optional<Postmaster> found = Postmaster.of(data).filter(Postmaster::isAlive);
        if (found.isPresent()) {
            if (!found.get().isPostgresOf(data)) {
                // The file is from before a restart of the machine, and the process id now belongs to another program.
                Files.deleteIfExists(data.resolve(Postmaster.FILE));
            } else {
                Optional<Postmaster> running = answering();
                if (running.isPresent()) {
                    return running.get();
                }
                LOG.warn(
                        "PostgreSQL {} in {} does not answer; restarting it",
                        found.get().pid(),
                        data);
                stop();
            }
        }
        return start();
    }

    /** Removes a file that names no process, as a full disk leaves it: PostgreSQL would not start. */
    private void removeUnusableFile() throws IOException {
        Path file = data.resolve(Postmaster.FILE);
        if (!Files.exists(file) || Postmaster.of(data).isPresent()) {
            return;
        }
        // A server that is just starting has made the file and not written to it yet.
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Postmaster.of(data).isPresent()) {
            return;
        }
        Optional<Long> running = Postmaster.runningOn(data);
        if (running.isPresent()) {
            throw new DatabaseUnavailableException(
                    file + " names no process, and PostgreSQL runs nevertheless (process " + running.get()
                            + "); it ends by itself within a minute, so try again then");
        }
        LOG.warn("{} names no process; removing it", file);
        Files.deleteIfExists(file);
    }

    /** Stops the server, even if it has connections; committed data are kept. */
    void stop() throws IOException {
        for (String mode : List.of("fast", "immediate")) {
            PostgresPrograms.Outcome outcome = programs.run(
                    "pg_ctl",
                    List.of("stop", "-D", data.toString(), "-m", mode, "-w", "-t", "" + LONGEST_STOP.toSeconds()));
            if (outcome.exit() == 0
                    || Postmaster.of(data).filter(Postmaster::isAlive).isEmpty()) {
                return;
            }
            LOG.warn("PostgreSQL in {} did not stop: {}", data, outcome.output());
        }
    }

    /** Waits until a server that was found answers; empty if it ends, or if it claims to be ready and does not answer. */
    private Optional<Postmaster> answering() throws IOException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        long silent = 0;
        while (System.nanoTime() < deadline && silent < LONGEST_SILENCE.toNanos()) {
            Optional<Postmaster> found = Postmaster.of(data).filter(Postmaster::isAlive);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (found.get().ready()) {
                if (answers(found.get().port())) {
                    return found;
                }
                silent += PAUSE.toNanos();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    /** Whether the server on a port belongs to this directory and accepts connections. */
    private boolean answers(int port) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "5");
        try (Connection connection = DriverManager.getConnection(address(port).jdbcUrl(), properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("show data_directory")) {
            return result.next() && Path.of(result.getString(1)).toRealPath().equals(data.toRealPath());
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.startsWith("28")) {
                throw new DatabaseUnavailableException(
                        "PostgreSQL in " + data + " rejects the password in " + ClusterSetUp.PASSWORD_FILE, e);
            }
            // All connections are in use, so it is running.
            return state.equals("53300");
        }
    }

    private Postmaster start() throws IOException {
        Path log = directory.resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        CompletableFuture<Void> notice = CompletableFuture.runAsync(
                () -> LOG.warn("PostgreSQL in {} is recovering from a crash; this can take a while", data),
                CompletableFuture.delayedExecutor(NOTICE_SECONDS, TimeUnit.SECONDS));
        String output = "";
        try {
            for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
                int port = freePort(attempt == 1 ? lastPort() : 0);
                PostgresPrograms.Outcome outcome = programs.run("pg_ctl", startArguments(log, port));
                Optional<Postmaster> started = Postmaster.of(data).filter(Postmaster::isAlive);
                if (outcome.exit() == 0 && started.isPresent()) {
                    Files.writeString(directory.resolve("port"), Integer.toString(port));
                    return started.get();
                }
                output = outcome.output();
                // The processes of a killed server need a moment to end, and the port may have been taken meanwhile.
                LockSupport.parkNanos(PAUSE.multipliedBy(1L << attempt).toNanos());
            }
        } finally {
            notice.cancel(false);
        }
        throw new DatabaseUnavailableException(
                "PostgreSQL cannot be started in " + data + ": " + output + "\n" + tail(log));
    }

    private List<String> startArguments(Path log, int port) {
        return List.of(
                "start",
                "-D",
                data.toString(),
                "-l",
                log.toString(),
                "-w",
                "-t",
                "" + LONGEST_START.toSeconds(),
                "-o",
                "-p " + port + " " + OPTIONS);
    }

    private int lastPort() throws IOException {
        Path file = directory.resolve("port");
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("\\d{1,5}") && Integer.parseInt(text) < 65_536 ? Integer.parseInt(text) : 0;
    }

    private static int freePort(int preferred) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), preferred));
            return socket.getLocalPort();
        } catch (IOException e) {
            if (preferred == 0) {
                throw e;
            }
            return freePort(0);
        }
    }

    private static String tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LOG_LINES), lines.size()));
    }
}
