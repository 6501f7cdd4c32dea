package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.AnonymousLimitException;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldfastServerTest {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private Configuration configuration(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putIfAbsent("PORT", "0");
        environment.putIfAbsent("DATABASE_URL", TestDatabase.url());
        environment.putIfAbsent("HOLDFAST_SCHEMA", TestDatabase.newSchema());
        return Configuration.load(environment, directory);
    }

    private int get(String address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void servesUntilItIsClosed() throws IOException, InterruptedException {
        String address;
        try (HoldfastServer server = HoldfastServer.start(configuration(Map.of()), true)) {
            address = server.address();
            await().until(() -> get(server.address() + "/readyz") == 200);
            assertThat(get(address + "/api/v1/products")).isEqualTo(200);
        }
        assertThatThrownBy(() -> get(address + "/readyz")).isInstanceOf(ConnectException.class);
    }

    @Test
    void secretKeyIsAskedFor() throws IOException, InterruptedException {
        try (HoldfastServer server = HoldfastServer.start(configuration(Map.of("SECRET_KEY", "open sesame")), false)) {
            await().until(() -> get(server.address() + "/readyz") == 200);
            assertThat(get(server.address() + "/api/v1/products")).isEqualTo(401);
        }
    }

    @Test
    void worksOnAsManyRequestsAsConfigured() throws Exception {
        Configuration configuration = configuration(Map.of("HOLDFAST_MAX_REQUESTS", "1"));
        try (HoldfastServer server = HoldfastServer.start(configuration, false);
                Connection other = TestDatabase.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("lock table " + configuration.schema() + ".products");
            CompletableFuture<HttpResponse<Void>> waiting = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/products"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());

            await().until(() -> get(server.address() + "/api/v1/nothing") == 503);
            assertThat(get(server.address() + "/healthz")).isEqualTo(200);

            other.rollback();
            assertThat(waiting.join().statusCode()).isEqualTo(200);
        }
    }

    /** What is configured counts: the rate, the proxy in front, and a Redis that is away. */
    @Test
    void limitsCallersAsConfiguredAndWithoutRedisByItself() throws Exception {
        Configuration configuration = configuration(Map.of(
                "HOLDFAST_PUBLISHABLE_KEY_RATE",
                "2/1d",
                "HOLDFAST_MAX_UNITS_PER_ANONYMOUS_ITEM",
                "1",
                "HOLDFAST_TRUSTED_PROXIES",
                "127.0.0.1",
                "HOLDFAST_METRICS",
                "public",
                "REDIS_URL",
                "redis://127.0.0.1:1"));
        try (HoldfastServer server = HoldfastServer.start(configuration, false)) {
            String key = server.shop()
                    .apiKeys()
                    .create(NewApiKey.publishable("page"))
                    .secret();
            await().until(() -> ask(server, key, "198.51.100.1").statusCode() == 200);
            // While the key was not known yet, nothing was counted.
            HttpResponse<String> second = ask(server, key, "198.51.100.1");
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.headers().firstValue("RateLimit-Policy")).contains("\"publishable-key\";q=2;w=86400");
            assertThat(ask(server, key, "198.51.100.1").statusCode()).isEqualTo(429);
            assertThat(ask(server, key, "198.51.100.2").statusCode()).isEqualTo(200);

            HttpRequest metrics = HttpRequest.newBuilder(URI.create(server.address() + "/metrics"))
                    .build();
            assertThat(client.send(metrics, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("holdfast_limits_unshared_total 4.0\n");

            long product = server.shop()
                    .catalog()
                    .addProduct(NewProduct.of("Tee", Money.of("19.90", "USD")))
                    .id();
            long variant = server.shop()
                    .catalog()
                    .addVariant(NewVariant.of(product, "TEE", 5))
                    .id();
            long cart = server.shop()
                    .carts()
                    .createAnonymous(NewCart.anonymous(), 1)
                    .id();
            assertThatThrownBy(() -> server.shop().carts().put(cart, PutItem.of(variant, 2)))
                    .isInstanceOf(AnonymousLimitException.class);
        }
    }

    private HttpResponse<String> ask(HoldfastServer server, String key, String address)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/products"))
                        .header("Authorization", "Bearer " + key)
                        .header("X-Forwarded-For", address)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void refusesToListenBeyondThisMachineWithoutKey() {
        assertThatThrownBy(() -> HoldfastServer.start(configuration(Map.of("HOST", "0.0.0.0")), false))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("SECRET_KEY");
    }

    @Test
    void refusesToListenBeyondThisMachineWithAShortKey() {
        String good = "a key of some length";
        for (Map<String, String> keys : List.of(
                Map.of("SECRET_KEY", "fifteen letters"),
                Map.of("SECRET_KEY", good, "SECRET_KEY_PREVIOUS", "fifteen letters"))) {
            Map<String, String> everywhere = new HashMap<>(keys);
            everywhere.put("HOST", "0.0.0.0");
            assertThatThrownBy(() -> HoldfastServer.start(configuration(everywhere), false))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("has 15 characters")
                    .hasMessageNotContaining("fifteen");
        }
    }

    @Test
    void sweepsInTheBackground() {
        Configuration configuration = configuration(Map.of("HOLDFAST_SWEEP_INTERVAL", "50ms"));
        Variant variant = variantInExpiredCart(configuration.schema());

        try (HoldfastServer server = HoldfastServer.start(configuration, true)) {
            await().until(() -> hasBeenSwept(server.shop(), variant));
        }
    }

    private static Variant variantInExpiredCart(String schema) {
        Holdfast then = Holdfast.builder(TestDatabase.dataSource())
                .schema(schema)
                .clock(new SettableClock(LONG_AGO))
                .build();
        long product = then.catalog()
                .addProduct(NewProduct.of("Tee", Money.of("19.90", "USD")))
                .id();
        Variant variant = then.catalog().addVariant(NewVariant.of(product, "TEE", 5));
        long cart = then.carts().create(NewCart.anonymous()).id();
        then.carts().put(cart, PutItem.of(variant.id(), 3));
        return variant;
    }

    private static boolean hasBeenSwept(Holdfast shop, Variant variant) {
        return shop.inventory().movements(variant.id(), PageRequest.first()).items().stream()
                .anyMatch(entry -> entry.kind() == MovementKind.EXPIRED);
    }
}
