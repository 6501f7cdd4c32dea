package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metrics after some purchases. */
class MetricsTest {
    private static final String KEY = "correct horse battery staple";

    private final TestShop shop = new TestShop();
    private final Metrics metrics = new Metrics();
    private final HikariDataSource pool = pool();
    private final Holdfast served = Holdfast.builder(pool)
            .schema(shop.schema)
            .clock(shop.clock)
            .listener(metrics)
            .build();

    MetricsTest() {
        metrics.collectFrom(pool::setMetricRegistry);
        metrics.watch(served.sweeper()::reservations);
    }

    @AfterEach
    void close() {
        metrics.close();
        pool.close();
    }

    @Test
    void countsCommandsByOutcomeWithTheirLatencyAndBatches() {
        try (HttpServer server = serve(true)) {
            long variant = shop.variant(1).id();
            Client http = new Client(server.port()).with("Authorization", "Bearer " + KEY);
            buy(http, variant).is(201);
            buy(http, variant).is(409);

            assertThat(page(http))
                    .contains("holdfast_commands_seconds_count{command=\"put_item\",outcome=\"accepted\"} 1\n")
                    .contains(
                            "holdfast_commands_seconds_count{command=\"put_item\",outcome=\"insufficient_stock\"} 1\n")
                    .contains(
                            "holdfast_commands_seconds_bucket{command=\"put_item\",outcome=\"accepted\",le=\"10.0\"} 1\n")
                    .contains("holdfast_batch_commands_bucket{le=\"1.0\"} 2\n")
                    .contains("hikaricp_connections_max{pool=\"metrics\"} 4.0\n")
                    .contains("jvm_memory_used_bytes{");
        }
    }

    @Test
    void countsRequestsByRouteAndNotByPath() {
        try (HttpServer server = serve(true)) {
            Client http = new Client(server.port()).with("Authorization", "Bearer " + KEY);
            http.get("/api/v1/carts/4711").is(404);
            http.get("/ada.lovelace").is(404);

            // A request is counted after its answer was sent.
            Awaitility.await()
                    .untilAsserted(() -> assertThat(page(http))
                            .contains("http_server_requests_seconds_count{method=\"GET\","
                                    + "route=\"/api/v1/carts/{cart_id}\",status=\"404\"} 1\n")
                            .contains(
                                    "http_server_requests_seconds_count{method=\"GET\",route=\"none\",status=\"404\"} 1\n")
                            .doesNotContain("carts/4711")
                            .doesNotContain("ada.lovelace"));
        }
    }

    @Test
    void countsReservationsAndWhatSweepsTookAway() {
        shop.cartWith(shop.variant(1), 1);
        shop.letExpire();
        shop.cartWith(shop.variant(5), 4);

        assertThat(metrics.scrape())
                .contains("holdfast_reservations{state=\"open\"} 1.0\n")
                .contains("holdfast_reservations{state=\"expired\"} 1.0\n");

        served.sweeper().sweep(SweepOptions.defaults());

        assertThat(metrics.scrape())
                .contains("holdfast_sweeps_seconds_count{outcome=\"done\"} 1\n")
                .contains("holdfast_sweep_items_total 1.0\n")
                .contains("holdfast_sweep_units_total 1.0\n")
                .contains("holdfast_sweep_filled_total 0.0\n");
    }

    @Test
    void reservationsAreNoNumberWhileTheDatabaseIsAway() {
        pool.close();

        assertThat(metrics.scrape()).contains("holdfast_reservations{state=\"open\"} NaN\n");
    }

    @Test
    void countsWrongKeys() {
        try (HttpServer server = serve(true)) {
            Client http = new Client(server.port());
            http.with("Authorization", "Bearer battery staple")
                    .get("/api/v1/carts")
                    .is(401);
            http.get("/api/v1/carts").is(401);

            assertThat(page(http)).contains("holdfast_keys_wrong_total 1.0\n");
        }
    }

    @Test
    void needsTheKeyUnlessItIsPublic() {
        try (HttpServer server = serve(false)) {
            new Client(server.port()).get("/metrics").is(401);
            new Client(server.port())
                    .with("Authorization", "Bearer " + KEY)
                    .get("/metrics")
                    .is(200);
        }
        try (HttpServer server = serve(true)) {
            new Client(server.port()).get("/metrics").is(200);
            new Client(server.port()).get("/api/v1/products").is(401);
        }
    }

    private HttpServer serve(boolean openMetrics) {
        return HttpServer.start(
                served,
                HttpOptions.defaults()
                        .listeningOn("127.0.0.1", 0)
                        .withSecretKey(KEY)
                        .withMetrics(metrics, openMetrics));
    }

    private static Reply buy(Client http, long variant) {
        String cart = http.send("POST", "/api/v1/carts", (byte[]) null).is(201).header("Location");
        return http.post(cart + "/items", "{\"variant_id\": " + variant + ", \"quantity\": 1}");
    }

    private static String page(Client http) {
        return http.get("/metrics").is(200).text();
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("metrics");
        config.setJdbcUrl(TestDatabase.url());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
