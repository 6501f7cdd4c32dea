package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** The server in this process, the clients beside it: what HTTP costs beyond the library. */
final class Http {
    private final Stage stage;
    private final Options options;
    private final Report report;

    Http(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        Holdfast shop = stage.shop();
        List<List<String>> rows = new ArrayList<>();
        try (HttpServer server =
                HttpServer.start(shop, HttpOptions.defaults().listeningOn(HttpOptions.DEFAULT_HOST, 0))) {
            CartLoad puts = new CartLoad(stage, stage::addCarts, 20_000);
            Reservations library = new Reservations(stage, false);
            for (int connections : new int[] {1, 16, 64}) {
                rows.add(row("put item", connections, puts.calls(connections, post(server, () -> "/api/v1/carts/"
                        + puts.cart() + "/items", () -> "{\"variant_id\": " + variant() + ", \"quantity\": 1}")),
                        library.library(shop, connections)));
            }
            Checkouts checkouts = new Checkouts(stage, false);
            Checkouts libraryCheckouts = new Checkouts(stage, false);
            for (int connections : new int[] {1, 16, 64}) {
                rows.add(row("checkout, three lines", connections, checkouts.load().calls(connections, post(
                        server, () -> "/api/v1/checkout", () -> "{\"cart_id\": " + checkouts.load().cart() + "}")),
                        libraryCheckouts.library(shop, connections)));
            }
        }
        report.table(
                List.of("", "connections", "per second", "p50", "p99", "library's p50", "share of HTTP in p50"), rows);
    }

    private long variant() {
        return ThreadLocalRandom.current().nextLong(stage.variants()) + 1;
    }

    private List<String> row(String name, int connections, Comparison.Side http, Comparison.Side library)
            throws Exception {
        List<Measured> overHttp = new ArrayList<>();
        List<Measured> direct = new ArrayList<>();
        for (int round = 0; round <= Math.min(3, options.rounds()); round++) {
            overHttp.add(one(http));
            direct.add(one(library));
        }
        // The first was to warm up.
        overHttp.remove(0);
        direct.remove(0);
        double p50 = Report.median(overHttp.stream().mapToDouble(Measured::p50).toArray());
        double libraryP50 = Report.median(direct.stream().mapToDouble(Measured::p50).toArray());
        List<String> row = List.of(
                name,
                String.valueOf(connections),
                Report.spread(overHttp.stream().mapToDouble(Measured::perSecond).toArray(), "%,.0f"),
                Report.millis(p50),
                Report.millis(Report.median(overHttp.stream().mapToDouble(Measured::p99).toArray())),
                Report.millis(libraryP50),
                Report.number(100 * (1 - libraryP50 / p50), "%.0f %%"));
        report.progress("  " + row);
        return row;
    }

    private Measured one(Comparison.Side side) throws Exception {
        side.prepare(options.slice());
        return side.run(options.slice());
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
