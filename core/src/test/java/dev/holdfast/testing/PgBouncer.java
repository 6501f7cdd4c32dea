package dev.holdfast.testing;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A PgBouncer in transaction mode before the database of the tests, where the program is installed: named by {@code
 * -Dpgbouncer=}, or on the path.
 */
public final class PgBouncer implements AutoCloseable {
    private final Path directory;
    private final Process process;
    private final int port;

    /** Starts one. */
    public PgBouncer() throws IOException {
        directory = Files.createTempDirectory("pgbouncer");
        port = freePort();
        Files.writeString(directory.resolve("users.txt"), "\"postgres\" \"\"\n");
        Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                postgres = host=localhost port=%d dbname=postgres user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 8
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(TestDatabase.port(), port));
        List<String> command = new ArrayList<>(List.of(program().orElseThrow()));
        if (System.getProperty("user.name").equals("root")) {
            // It does not run as root; whom it runs as must be able to read its configuration.
            command.addAll(List.of("-u", "nobody"));
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.toList()) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        command.add(directory.resolve("pgbouncer.ini").toString());
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (Connection connection = DriverManager.getConnection(url())) {
                return connection.isValid(1);
            }
        });
    }

    /** Whether there is one to start. */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    /** The JDBC address; a server connection serves several clients in turn, so nothing may be prepared on it by name. */
    public String url() {
        return plainUrl() + "&prepareThreshold=0";
    }

    /** The JDBC address without that, as somebody writes it who knows nothing of a pooler. */
    public String plainUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    private static Optional<String> program() {
        String named = System.getProperty("pgbouncer");
        if (named != null) {
            return Optional.of(named);
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(path -> Path.of(path, "pgbouncer"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
