package dev.holdfast.benchmarks;

import dev.holdfast.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of its own in a directory of its own, durable, on the loopback; closing it removes all of it. */
final class Postgres implements AutoCloseable {
    private static final String OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + " -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
            + " -c shared_buffers=1GB -c max_wal_size=16GB -c checkpoint_timeout=30min -c timezone=UTC -p ";

    /** Options of a session that plans a prepared statement once and by its keys, as the library does. */
    static final String PLANS_BY_KEYS =
            "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off"
                    + " -c enable_mergejoin=off -c enable_bitmapscan=off -c jit=off";

    private interface Server {
        void stop() throws IOException;
    }

    private final Thread atEnd = new Thread(this::stopAtEnd);
    private final Path directory;
    private final Server server;
    private final String url;
    private final String user;
    private final String password;
    private final Optional<Path> programs;

    private Postgres(Path directory, Server server, String url, String user, String password, Optional<Path> programs) {
        this.directory = directory;
        this.server = server;
        this.url = url;
        this.user = user;
        this.password = password;
        this.programs = programs;
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    /** Starts one: the newest that is installed, or the one that comes along. */
    static Postgres start(Path parent, boolean embedded, List<String> settings) throws IOException {
        Path directory = Files.createTempDirectory(parent, "holdfast-benchmark-");
        Optional<Path> installed = embedded ? Optional.empty() : installed();
        if (installed.isPresent()) {
            return startInstalled(directory, installed.get(), settings);
        }
        EmbeddedDatabase database = EmbeddedDatabase.open(directory);
        return new Postgres(
                directory,
                database::close,
                database.address().jdbcUrl(),
                Objects.requireNonNull(database.address().user()),
                Objects.requireNonNull(database.address().password()),
                Optional.empty());
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    Path directory() {
        return directory;
    }

    /** Where its pgbench is, if there is one. */
    Optional<Path> pgbench() {
        return programs.map(bin -> bin.resolve("pgbench")).filter(Files::isExecutable);
    }

    /** The process of the server. */
    long pid() {
        for (String data : List.of("data", "postgres")) {
            Path file = directory.resolve(data).resolve("postmaster.pid");
            try {
                if (Files.exists(file)) {
                    return Long.parseLong(Files.readAllLines(file).get(0).strip());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no server runs in " + directory);
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        stop();
    }

    // Whoever interrupts a run must not be left with a server and its data.
    private void stopAtEnd() {
        try {
            stop();
        } catch (IOException e) {
            System.err.println("PostgreSQL in " + directory + " was not removed: " + e);
        }
    }

    private void stop() throws IOException {
        server.stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Postgres startInstalled(Path directory, Path bin, List<String> settings) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = Files.writeString(directory.resolve("password"), password);
        String data = directory.resolve("data").toString();
        run(
                bin,
                "initdb",
                "-D",
                data,
                "-U",
                "bench",
                "--pwfile=" + file,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--locale=C");
        int port = freePort();
        StringBuilder options = new StringBuilder(OPTIONS).append(port);
        settings.forEach(setting -> options.append(" -c ").append(setting));
        String log = directory.resolve("log").toString();
        run(bin, "pg_ctl", "-w", "-t", "60", "-D", data, "-l", log, "-o", options.toString(), "start");
        Server server = () -> run(bin, "pg_ctl", "-D", data, "-m", "immediate", "stop");
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
        return new Postgres(directory, server, url, "bench", password, Optional.of(bin));
    }

    private static void run(Path bin, String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own root is nobody.
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        int exit = waitFor(builder.start());
        if (exit != 0) {
            throw new IOException(program + " ended with " + exit);
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The programs of the newest PostgreSQL of 15 or later, where systems put them or on the PATH. */
    private static Optional<Path> installed() throws IOException {
        List<Path> places = new ArrayList<>();
        for (String parent : List.of("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr")) {
            if (Files.isDirectory(Path.of(parent))) {
                try (Stream<Path> children = Files.list(Path.of(parent))) {
                    children.filter(child ->
                                    child.getFileName().toString().matches("[0-9]+|(pgsql-|postgresql@)[0-9]+"))
                            .sorted(Comparator.comparing(Postgres::version).reversed())
                            .filter(child -> version(child) >= 15)
                            .forEach(child -> places.add(child.resolve("bin")));
                }
            }
        }
        for (String place : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            places.add(Path.of(place));
        }
        return places.stream()
                .filter(bin -> Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_ctl")))
                .findFirst();
    }

    private static int version(Path directory) {
        return Integer.parseInt(directory.getFileName().toString().replaceAll("[^0-9]", ""));
    }
}
