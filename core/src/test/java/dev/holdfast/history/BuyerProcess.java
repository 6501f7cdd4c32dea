package dev.holdfast.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Buyers in a process of their own, which can be killed; what they ask and are told comes through its output. */
final class BuyerProcess {
    private static final int THREADS = 3;

    private final Process process;
    private final Thread reader;

    private BuyerProcess(Process process, Thread reader) {
        this.process = process;
        this.reader = reader;
    }

    /** Runs in the process: buys until the process ends or its input does. */
    public static void main(String[] arguments) throws IOException {
        String url = arguments[0];
        String schema = arguments[1];
        Duration hold = Duration.parse(arguments[2]);
        String name = arguments[3];
        long seed = Long.parseLong(arguments[4]);
        Holdfast shop = shop(pool(url, THREADS), schema, hold);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(new Buyer(
                    name + "." + i,
                    shop,
                    new Random(seed + i),
                    numbers(arguments[5]),
                    numbers(arguments[6]),
                    BuyerProcess::print,
                    () -> false));
            thread.setDaemon(true);
            thread.start();
        }
        System.in.read();
    }

    private static void print(String line) {
        synchronized (BuyerProcess.class) {
            System.out.println(line);
            System.out.flush();
        }
    }

    static BuyerProcess start(
            String url,
            String schema,
            Duration hold,
            String name,
            long seed,
            List<Long> variants,
            List<Long> contested,
            Consumer<String> log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BuyerProcess.class.getName(),
                url,
                schema,
                hold.toString(),
                name,
                Long.toString(seed),
                text(variants),
                text(contested)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread reader = new Thread(() -> read(process, log));
        reader.start();
        return new BuyerProcess(process, reader);
    }

    private static void read(Process process, Consumer<String> log) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.accept(line);
            }
        } catch (IOException e) {
            // It was killed; what was read until then counts.
            Thread.currentThread().interrupt();
        }
    }

    /** As {@code kill -9} does, and waits until all that it said was read. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    static Holdfast shop(DataSource dataSource, String schema, Duration hold) {
        return Holdfast.builder(dataSource)
                .schema(schema)
                .reservationTime(hold)
                .maxReservationAge(Duration.ofHours(1))
                .build();
    }

    static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static String text(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Long::valueOf).toList();
    }
}
