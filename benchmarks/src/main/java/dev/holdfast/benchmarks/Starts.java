package dev.holdfast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long the program takes to start on a database that exists, and what it holds of memory then. */
final class Starts {
    private static final Pattern ADDRESS = Pattern.compile("http://(?:127\\.0\\.0\\.1|localhost):(\\d+)");

    // Made beforehand: that takes a while, which is not the server's.
    private final HttpClient client = HttpClient.newHttpClient();
    private final Stage stage;
    private final Options options;
    private final Report report;

    Starts(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        // Builds what is missing, which is not to be measured.
        ended("--version");
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("`--version`", () -> ended("--version")));
        rows.add(row("`sweep` of nothing", () -> ended("sweep")));
        rows.add(row("`serve`, until it is ready", this::served));
        report.table(List.of("", "seconds", "processor, seconds", "resident, MB"), rows);
        report.line("\nThe program with all that it depends on is " + megabytes(size(Path.of("cli/target/lib")))
                + " MB of jars; the jar of the library alone is " + megabytes(librarySize()) + " MB.");
    }

    private static long librarySize() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("cli/target/lib"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("holdfast-core-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private record Start(double seconds, double processor, double resident) {}

    private interface Starter {
        Start run() throws Exception;
    }

    private List<String> row(String name, Starter starter) throws Exception {
        List<Start> starts = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            starts.add(starter.run());
        }
        List<String> row = List.of(
                name,
                Report.spread(starts.stream().mapToDouble(Start::seconds).toArray(), "%.2f"),
                Report.number(
                        Report.median(
                                starts.stream().mapToDouble(Start::processor).toArray()),
                        "%.2f"),
                Report.number(
                        Report.median(
                                starts.stream().mapToDouble(Start::resident).toArray()),
                        "%.0f"));
        report.progress("  " + row);
        return row;
    }

    /** A command that ends by itself; the most memory that it was seen to hold. */
    private Start ended(String command) throws Exception {
        long begun = System.nanoTime();
        Process process = start(command);
        double resident = 0;
        double processor = 0;
        while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
            resident = Math.max(resident, resident(process.pid()));
            processor = Math.max(processor, processor(process));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
        return new Start((System.nanoTime() - begun) / 1e9, processor, resident);
    }

    private Start served() throws Exception {
        long begun = System.nanoTime();
        Process process = start("serve");
        try {
            URI ready = URI.create("http://127.0.0.1:" + port(process) + "/readyz");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
            return new Start((System.nanoTime() - begun) / 1e9, processor(process), resident(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    /** Waits for the line that says where it listens. */
    private static int port(Process process) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = ADDRESS.matcher(line);
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
        }
        throw new IOException("serve ended before it was ready");
    }

    private Process start(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("./holdfast", command);
        Postgres postgres = stage.postgres();
        builder.environment()
                .put(
                        "DATABASE_URL",
                        postgres.url()
                                .replace(
                                        "jdbc:postgresql://",
                                        "postgresql://" + postgres.user() + ":" + postgres.password() + "@"));
        builder.environment().put("PORT", "0");
        return builder.redirectErrorStream(true).start();
    }

    private static double processor(Process process) {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(0.0);
    }

    /** Resident memory in MB, where the system tells; 0 elsewhere. */
    private static double resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_000)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            // It has just ended.
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        return Report.number(bytes / 1e6, "%.1f");
    }
}
