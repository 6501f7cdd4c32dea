package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** The server in this process, the clients beside it: where the time of a request goes. */
final class Http {
    private static final int[] CONNECTIONS = {1, 16, 64};
    private static final int MOST_ROUNDS = 3;

    private final Stage stage;
    private final Options options;
    private final Report report;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Parts parts = new Parts(roundTrips);

    Http(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        Holdfast shop =
                stage.builder(roundTrips.of(stage.dataSource())).listener(parts).build();
        List<List<String>> rows = new ArrayList<>();
        try (HttpServer server =
                HttpServer.start(shop, HttpOptions.defaults().listeningOn(HttpOptions.DEFAULT_HOST, 0))) {
            CartLoad puts = new CartLoad(stage, stage::addCarts, 20_000);
            Callable<Callers.Call> put = post(
                    server,
                    () -> "/api/v1/carts/" + puts.cart() + "/items",
                    () -> "{\"variant_id\": " + variant() + ", \"quantity\": 1}");
            warmUp(puts.calls(CONNECTIONS[CONNECTIONS.length - 1], put));
            for (int connections : CONNECTIONS) {
                rows.add(row("put item", connections, puts.calls(connections, put)));
            }
            CartLoad checkouts = new Checkouts(stage, false).load();
            Callable<Callers.Call> checkout =
                    post(server, () -> "/api/v1/checkout", () -> "{\"cart_id\": " + checkouts.cart() + "}");
            warmUp(checkouts.calls(CONNECTIONS[CONNECTIONS.length - 1], checkout));
            for (int connections : CONNECTIONS) {
                rows.add(row("checkout, three lines", connections, checkouts.calls(connections, checkout)));
            }
        }
        report.table(
                List.of(
                        "",
                        "connections",
                        "per second",
                        "request p50",
                        "p99",
                        "in the library p50",
                        "p99",
                        "in the database p50",
                        "p99",
                        "HTTP",
                        "waiting for its turn",
                        "library",
                        "database"),
                rows);
    }

    private long variant() {
        return ThreadLocalRandom.current().nextLong(stage.variants()) + 1;
    }

    private void warmUp(Comparison.Side side) throws Exception {
        for (int i = 0; i < 2; i++) {
            side.prepare(options.slice());
            side.run(options.slice());
        }
    }

    private List<String> row(String name, int connections, Comparison.Side side) throws Exception {
        List<Measured> requests = new ArrayList<>();
        Parts.Taken all = Parts.Taken.none();
        for (int round = 0; round < Math.min(MOST_ROUNDS, options.rounds()); round++) {
            side.prepare(options.slice());
            parts.take();
            requests.add(side.run(options.slice()));
            all.addAll(parts.take());
        }
        // Each connection has one request under way all the time.
        double mean = connections
                * 1e6
                / requests.stream().mapToDouble(Measured::perSecond).average().orElseThrow();
        List<String> row = List.of(
                name,
                String.valueOf(connections),
                Report.spread(requests.stream().mapToDouble(Measured::perSecond).toArray(), "%,.0f"),
                Report.millis(Report.median(
                        requests.stream().mapToDouble(Measured::p50).toArray())),
                Report.millis(Report.median(
                        requests.stream().mapToDouble(Measured::p99).toArray())),
                Report.millis(all.library().micros(0.50)),
                Report.millis(all.library().micros(0.99)),
                Report.millis(all.database().micros(0.50)),
                Report.millis(all.database().micros(0.99)),
                share(mean - all.library().mean(), mean),
                share(all.library().mean() - all.transaction().mean(), mean),
                share(all.transaction().mean() - all.database().mean(), mean),
                share(all.database().mean(), mean));
        report.progress("  " + row);
        return row;
    }

    private static String share(double part, double whole) {
        return Report.number(100 * part / whole, "%.0f %%");
    }

    private interface Text {
        String get();
    }

    private static Callable<Callers.Call> post(HttpServer server, Text path, Text json) {
        return () -> {
            HttpClient client = new HttpClient(server.port());
            return new Callers.Call() {
                @Override
                public void run() throws IOException {
                    client.post(path.get(), json.get());
                }

                @Override
                public void close() throws IOException {
                    client.close();
                }
            };
        };
    }
}
