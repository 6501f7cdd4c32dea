package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.server.access.Keyring;
import dev.holdfast.server.health.Health;
import dev.holdfast.server.health.HealthCheck;
import dev.holdfast.server.health.Readiness;
import dev.holdfast.server.http.routes.OpenPage;
import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.BodyLimits;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.metrics.Metrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the HTTP API of a shop until it is closed. Several servers, in one process or in many, may serve the same
 * shop. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    // In addition to the threads that work: those that read, turn away and answer at the door, and Jetty's own.
    private static final int SPARE_THREADS = 16;
    private static final int MOST_CONNECTIONS = 8192;
    private static final long IDLE_MILLIS = 30_000;

    // When there are that many connections, who is silent for this long makes room for others.
    private static final long CROWDED_IDLE_MILLIS = 1_000;

    // A request whose body is awaited, or that waits for an event, costs little, but not nothing.
    static final int WAITING_FOR_EACH_PLACE = 4;

    private final Javalin javalin;
    private final Router router;
    private final Arrival arrival;
    private final Places places;
    private final Readiness readiness;
    private final Keyring keyring;
    private final LiveEvents live;

    private HttpServer(
            Javalin javalin,
            Router router,
            Arrival arrival,
            Places places,
            Readiness readiness,
            Keyring keyring,
            LiveEvents live) {
        this.javalin = javalin;
        this.router = router;
        this.arrival = arrival;
        this.places = places;
        this.readiness = readiness;
        this.keyring = keyring;
        this.live = live;
    }

    /**
     * Starts a server; it answers requests when this returns.
     *
     * @param shop the shop to serve
     * @param options where and how to serve it
     * @throws IllegalArgumentException if the host is beyond the loopback and there is no secret key, or a short one
     */
    public static HttpServer start(Holdfast shop, HttpOptions options) {
        requireKeyBeyondLoopback(options);
        AtomicReference<Router> router = new AtomicReference<>();
        Readiness readiness = new Readiness(options.readiness() == null ? asking(shop) : options.readiness());
        List<OpenPage> pages = Routes.open(readiness);
        // Whoever is refused, or slow, is dealt with before a place is taken.
        Places places = new Places(options.maxRequests());
        Arrival arrival = new Arrival(
                places,
                new BodyLimits(options.maxBodyBytes(), options.drainTime()),
                IDLE_MILLIS,
                options.maxRequests() * WAITING_FOR_EACH_PLACE);
        Keyring keyring = new Keyring(options.secretKeys(), counting(options.metrics()));
        Door door = new Door(arrival, options, keyring, pages);
        Gate gate = new Gate(
                new GracefulHandler(door), options.metrics(), options.traffic().proxies());
        LiveEvents live = new LiveEvents(shop, options.maxRequests() * WAITING_FOR_EACH_PLACE);
        Javalin javalin = Javalin.create(config -> {
            configure(config, options, gate);
            router.set(route(config.routes, shop, options, keyring, live));
        });
        pages.forEach(page -> router.get().note(page.template(), Door.PAGE_METHODS));
        try {
            start(javalin, options);
        } catch (RuntimeException e) {
            readiness.close();
            throw e;
        }
        keyring.watch(shop);
        return new HttpServer(javalin, router.get(), arrival, places, readiness, keyring, live);
    }

    private static Runnable counting(@Nullable Metrics metrics) {
        return metrics == null ? () -> {} : metrics::wrongKey;
    }

    private static HealthCheck asking(Holdfast shop) {
        return () -> {
            try {
                shop.catalog().products(ProductFilter.all(), PageRequest.first(1));
                return Health.READY;
            } catch (HoldfastException e) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                return Health.notReady(Health.Reason.DATABASE_UNAVAILABLE, String.valueOf(cause.getMessage()));
            }
        };
    }

    // A failure to start is thrown; Javalin would log it as well, as "Failed to start Javalin".
    private static void start(Javalin javalin, HttpOptions options) {
        JavalinLogger.enabled = false;
        try {
            javalin.start(options.host(), options.port());
        } finally {
            JavalinLogger.enabled = true;
        }
    }

    /** The port that the server listens on. */
    public int port() {
        return javalin.port();
    }

    /** Refuses new requests, lets those under way finish within the drain time, and stops. */
    @Override
    public void close() {
        live.close();
        javalin.stop();
        readiness.close();
        keyring.close();
    }

    /**
     * Accepts other secret keys from now on, in place of those before.
     *
     * @param secretKeys empty only if there were none
     */
    public void changeSecretKeys(List<String> secretKeys) {
        keyring.changeSecretKeys(secretKeys);
    }

    /** The methods of each path template. */
    Map<String, Set<String>> routes() {
        return router.methods();
    }

    /** The number of requests under way. */
    int underWay() {
        return places.taken();
    }

    /** What waits for events. */
    LiveEvents live() {
        return live;
    }

    /** Reads the API keys now. */
    void refreshKeys() {
        keyring.refresh();
    }

    /** The number of requests whose bodies are awaited. */
    int awaited() {
        return arrival.awaited();
    }

    private static void requireKeyBeyondLoopback(HttpOptions options) {
        try {
            boolean loopback =
                    Stream.of(InetAddress.getAllByName(options.host())).allMatch(InetAddress::isLoopbackAddress);
            if (loopback) {
                return;
            }
            for (String key : options.secretKeys()) {
                if (key.length() < HttpOptions.SHORTEST_SECRET_KEY) {
                    throw new IllegalArgumentException("secretKey: has " + key.length() + " characters; beyond the"
                            + " loopback it needs at least " + HttpOptions.SHORTEST_SECRET_KEY);
                }
            }
            if (options.secretKey() == null) {
                throw new IllegalArgumentException("host: \"" + options.host()
                        + "\" can be reached from other machines, where anybody could change the shop without a secret"
                        + " key; set a secret key, or listen on " + HttpOptions.DEFAULT_HOST);
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: \"" + options.host() + "\" is not a known host", e);
        }
    }

    private static void configure(JavalinConfig config, HttpOptions options, Gate gate) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        config.jetty.threadPool = threads(options.maxRequests());
        config.jetty.modifyServer(server -> prepare(server, options, gate));
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setIdleTimeout(IDLE_MILLIS);
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new JettyErrors()));
        config.router.javaLangErrorHandler((response, error) -> {
            LOG.error("the request failed", error);
            Answer answer = Problems.internalError();
            response.setStatus(answer.status());
            response.setContentType(answer.contentType());
            try {
                response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("the client is gone", e);
            }
        });
    }

    private static QueuedThreadPool threads(int mostRequests) {
        QueuedThreadPool threads = new QueuedThreadPool(
                mostRequests + Places.FOR_METRICS + SPARE_THREADS, SPARE_THREADS, (int) IDLE_MILLIS);
        threads.setName("holdfast-http");
        return threads;
    }

    private static void prepare(Server server, HttpOptions options, Gate gate) {
        server.setHandler(gate);
        server.setErrorHandler(new JettyErrors());
        NetworkConnectionLimit connections = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
        connections.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(connections);
        server.setStopTimeout(options.drainTime().toMillis());
    }

    private static Router route(
            RoutesConfig routes, Holdfast shop, HttpOptions options, Keyring keyring, LiveEvents live) {
        Router router = new Router(routes);
        Api api = new Api(router, shop, options, keyring, live);
        Routes.api(options.browsers().tokens()).forEach(api::add);
        Routes.plain(options.metrics()).forEach(page -> router.add(HandlerType.GET, page.path(), page.handler()));
        router.addOptions();
        addErrors(routes);
        return router;
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, context) -> Replies.send(refusal.answer(), context));
        routes.exception(HoldfastException.class, (refusal, context) -> {
            Answer answer = Problems.answer(refusal);
            if (answer.status() >= 500) {
                LOG.warn("{}: {}", refusal.code(), refusal.getMessage());
            }
            Replies.send(answer, context);
        });
        routes.exception(HttpResponseException.class, HttpServer::refuse);
        routes.exception(Exception.class, (failure, context) -> {
            LOG.error("the request failed", failure);
            Replies.send(Problems.internalError(), context);
        });
    }

    private static void refuse(HttpResponseException refusal, Context context) {
        Replies.send(answer(refusal), context);
    }

    private static Answer answer(HttpResponseException refusal) {
        if (refusal instanceof MethodNotAllowedResponse) {
            String allowed = String.join(", ", refusal.getDetails().values());
            return Problems.answer(405, "method_not_allowed", "this path supports " + allowed, Map.of())
                    .with("Allow", allowed);
        }
        return refusal.getStatus() == 404
                ? Problems.answer(404, "route_not_found", "there is nothing at this path", Map.of())
                : Problems.answer(refusal.getStatus(), "malformed_request", "the request cannot be read", Map.of());
    }
}
