package dev.holdfast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator, in C, with prepared statements. */
final class Pgbench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path program;
    private final Postgres postgres;

    Pgbench(Path program, Postgres postgres) {
        this.program = program;
        this.postgres = postgres;
    }

    /** Runs a script from so many clients; {@code :n} begins at 0 for each. */
    Measured run(String script, int clients, Duration time) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(postgres.directory(), "pgbench-");
        Path file = Files.writeString(directory.resolve("script"), script);
        URI address = URI.create(postgres.url().substring("jdbc:".length()));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        program.toString(),
                        "-n",
                        "-M",
                        "prepared",
                        "-c",
                        String.valueOf(clients),
                        "-j",
                        String.valueOf(Math.min(clients, Runtime.getRuntime().availableProcessors())),
                        "-T",
                        String.valueOf(Math.max(1, Math.round(time.toMillis() / 1000.0))),
                        "-f",
                        file.toString(),
                        "-D",
                        "n=0",
                        "-l",
                        "--log-prefix=" + directory.resolve("log"),
                        "-h",
                        address.getHost(),
                        "-p",
                        String.valueOf(address.getPort()),
                        "-U",
                        postgres.user(),
                        "postgres"))
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", postgres.password());
        builder.environment().put("PGOPTIONS", Postgres.PLANS_BY_KEYS);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        Matcher rate = RATE.matcher(output);
        if (exit != 0 || !rate.find()) {
            throw new IOException("pgbench ended with " + exit + ": " + output);
        }
        Latencies latencies = latencies(directory);
        return new Measured(Double.parseDouble(rate.group(1)), latencies.micros(0.50), latencies.micros(0.99), 0, 0);
    }

    private static Latencies latencies(Path directory) throws IOException {
        Latencies latencies = new Latencies();
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "log*")) {
            for (Path log : logs) {
                try (BufferedReader reader = Files.newBufferedReader(log)) {
                    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                        latencies.add(Long.parseLong(line.split(" ")[2]) * 1000);
                    }
                }
                Files.delete(log);
            }
        }
        return latencies;
    }
}
