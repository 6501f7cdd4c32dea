package dev.holdfast.server;

import dev.holdfast.Holdfast;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.server.access.Browsers;
import dev.holdfast.server.access.Buckets;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.access.ProcessBuckets;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Configuration.MetricsAccess;
import dev.holdfast.server.config.Value;
import dev.holdfast.server.config.Variable;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.server.redis.RedisBuckets;
import dev.holdfast.sweep.BackgroundSweep;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process that serves a shop: its database, the HTTP API and the background sweep. Thread-safe.
 *
 * @see HttpServer to serve a shop inside another program
 */
public final class HoldfastServer implements AutoCloseable {
    private final Configuration configuration;
    private final ShopDatabase database;
    private final Holdfast shop;
    private final HttpServer http;
    private final Optional<Metrics> metrics;
    private final Optional<BackgroundSweep> sweep;
    private final Optional<RedisBuckets> shared;
    private final SecretWatch secrets;

    private HoldfastServer(
            Configuration configuration,
            ShopDatabase database,
            Holdfast shop,
            HttpServer http,
            Optional<Metrics> metrics,
            Optional<BackgroundSweep> sweep,
            Optional<RedisBuckets> shared,
            SecretWatch secrets) {
        this.configuration = configuration;
        this.database = database;
        this.shop = shop;
        this.http = http;
        this.metrics = metrics;
        this.sweep = sweep;
        this.shared = shared;
        this.secrets = secrets;
    }

    /**
     * Starts a server; it answers requests when this returns.
     *
     * @param configuration of the process
     * @param sweeping whether to sweep in the background, at the interval of the configuration
     * @throws dev.holdfast.server.config.ConfigurationException if the host is beyond the loopback and there is no secret
     *     key or a short one, or if the server cannot listen on the host and port
     * @throws dev.holdfast.server.database.DatabaseUnavailableException if the database cannot be opened
     */
    public static HoldfastServer start(Configuration configuration, boolean sweeping) {
        requireKeyBeyondLoopback(configuration);
        ShopDatabase database = ShopDatabase.open(configuration, Purpose.SERVE);
        Optional<Metrics> metrics = configuration.get(Variable.HOLDFAST_METRICS) == MetricsAccess.OFF
                ? Optional.empty()
                : Optional.of(new Metrics());
        Optional<RedisBuckets> shared = shared(configuration, metrics);
        try {
            Holdfast shop = metrics.map(database::shop).orElseGet(database::shop);
            metrics.ifPresent(watching -> {
                watching.collectFrom(database::reportTo);
                watching.watch(shop.sweeper()::reservations);
                watching.watchQueue(shop::waitingCommands);
            });
            // Warms the database up while HTTP starts; a failure here is that of the first request, too.
            CompletableFuture.runAsync(() -> shop.catalog().products(ProductFilter.all(), PageRequest.first(1)));
            BuyerTokens tokens =
                    new BuyerTokens(configuration.get(Variable.HOLDFAST_BUYER_TOKEN_KEYS), Clock.systemUTC());
            HttpServer http = listen(configuration, database, shop, metrics, tokens, shared);
            Optional<BackgroundSweep> sweep = configuration
                    .get(Variable.HOLDFAST_SWEEP_INTERVAL)
                    .filter(interval -> sweeping)
                    .map(interval -> BackgroundSweep.every(interval, shop));
            SecretWatch secrets = SecretWatch.start(configuration, changed -> {
                requireKeyBeyondLoopback(changed);
                http.changeSecretKeys(changed.secretKeys());
                tokens.change(changed.get(Variable.HOLDFAST_BUYER_TOKEN_KEYS));
            });
            return new HoldfastServer(configuration, database, shop, http, metrics, sweep, shared, secrets);
        } catch (RuntimeException e) {
            shared.ifPresent(RedisBuckets::close);
            database.close();
            throw e;
        }
    }

    // It connects when something is counted.
    private static Optional<RedisBuckets> shared(Configuration configuration, Optional<Metrics> metrics) {
        Runnable countedAlone =
                metrics.<Runnable>map(present -> present::countedAlone).orElse(() -> {});
        return configuration.redis().map(address -> RedisBuckets.of(address, configuration.schema(), countedAlone));
    }

    private static Traffic traffic(Configuration configuration, Optional<RedisBuckets> shared) {
        return new Traffic(
                configuration.get(Variable.HOLDFAST_TRUSTED_PROXIES),
                configuration.get(Variable.HOLDFAST_SECRET_KEY_RATE).orElse(null),
                configuration.get(Variable.HOLDFAST_PUBLISHABLE_KEY_RATE).orElse(null),
                configuration.get(Variable.HOLDFAST_UNKNOWN_PROMO_CODE_RATE).orElse(null),
                shared.<Buckets.Maker>map(buckets -> buckets)
                        .orElseGet(() -> (name, rate) -> new ProcessBuckets(rate)));
    }

    /** The shop that is served. */
    public Holdfast shop() {
        return shop;
    }

    /** The URL of the server, such as {@code http://127.0.0.1:8000}. */
    public String address() {
        String host = configuration.get(Variable.HOST);
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port();
    }

    /** Where the data are stored, for people to read. */
    public String place() {
        return database.place();
    }

    /** Refuses new requests, finishes those under way and the sweep, then closes the database. */
    @Override
    public void close() {
        try {
            secrets.close();
            http.close();
            sweep.ifPresent(BackgroundSweep::close);
            metrics.ifPresent(Metrics::close);
            shared.ifPresent(RedisBuckets::close);
        } finally {
            database.close();
        }
    }

    private static void requireKeyBeyondLoopback(Configuration configuration) {
        Value host = configuration.value(Variable.HOST);
        try {
            if (InetAddress.getByName(host.text()).isLoopbackAddress()) {
                return;
            }
            if (configuration.get(Variable.SECRET_KEY).isEmpty()) {
                throw host.wrong("can be reached from other machines, where anybody could change the shop without a"
                        + " SECRET_KEY: set SECRET_KEY, or listen on 127.0.0.1");
            }
            configuration.requireLongSecretKeys(host.text());
        } catch (UnknownHostException e) {
            throw host.wrong("is not a known host");
        }
    }

    private static HttpServer listen(
            Configuration configuration,
            ShopDatabase database,
            Holdfast shop,
            Optional<Metrics> metrics,
            BuyerTokens tokens,
            Optional<RedisBuckets> shared) {
        HttpOptions options = HttpOptions.defaults()
                .listeningOn(configuration.get(Variable.HOST), configuration.get(Variable.PORT))
                .withSecretKey(configuration.get(Variable.SECRET_KEY).orElse(null))
                .withPreviousSecretKey(
                        configuration.get(Variable.SECRET_KEY_PREVIOUS).orElse(null))
                .withCurrency(configuration.currency())
                .withBrowsers(new Browsers(configuration.get(Variable.HOLDFAST_CORS_ORIGINS), tokens))
                .withTraffic(traffic(configuration, shared))
                .withMaxRequests(configuration.get(Variable.HOLDFAST_MAX_REQUESTS))
                .withReadiness(database.health());
        if (metrics.isPresent()) {
            options = options.withMetrics(
                    metrics.get(), configuration.get(Variable.HOLDFAST_METRICS) == MetricsAccess.PUBLIC);
        }
        try {
            return HttpServer.start(shop, options);
        } catch (RuntimeException e) {
            if (isBindFailure(e)) {
                throw configuration
                        .value(Variable.PORT)
                        .wrong("cannot be opened on " + configuration.get(Variable.HOST)
                                + ": it is in use, or not allowed; choose another with PORT");
            }
            throw e;
        }
    }

    private static boolean isBindFailure(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause.getClass().getSimpleName().contains("Bind")) {
                return true;
            }
        }
        return false;
    }
}
