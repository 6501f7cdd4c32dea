package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.server.access.Bearer;
import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Body;
import dev.holdfast.server.http.wire.BodyLimits;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Refusal;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the HTTP API of a shop until it is closed. Several servers, in one process or in many, may serve the same
 * shop. Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    // In addition to the threads that work: those that turn requests away, and Jetty's own.
    private static final int SPARE_THREADS = 16;
    private static final int MOST_CONNECTIONS = 8192;
    private static final long IDLE_MILLIS = 30_000;

    private final Javalin javalin;
    private final Router router;
    private final Gate gate;

    private HttpServer(Javalin javalin, Router router, Gate gate) {
        this.javalin = javalin;
        this.router = router;
        this.gate = gate;
    }

    /**
     * Starts a server; it answers requests when this returns.
     *
     * @param shop the shop to serve
     * @param options where and how to serve it
     * @throws IllegalArgumentException if the host is beyond the loopback and there is no secret key
     */
    public static HttpServer start(Holdfast shop, HttpOptions options) {
        requireKeyBeyondLoopback(options);
        AtomicReference<Router> router = new AtomicReference<>();
        Gate gate = new Gate(options.maxRequests(), options.metrics());
        Javalin javalin = Javalin.create(config -> {
            configure(config, options, gate);
            router.set(route(config.routes, shop, options));
        });
        start(javalin, options);
        return new HttpServer(javalin, router.get(), gate);
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
        javalin.stop();
    }

    /** The methods of each path template. */
    Map<String, Set<String>> routes() {
        return router.methods();
    }

    /** The number of requests under way. */
    int underWay() {
        return gate.underWay();
    }

    private static void requireKeyBeyondLoopback(HttpOptions options) {
        try {
            boolean loopback =
                    Stream.of(InetAddress.getAllByName(options.host())).allMatch(InetAddress::isLoopbackAddress);
            if (options.secretKey() == null && !loopback) {
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
            LOG.error("request {} failed", Gate.requestId(), error);
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
        QueuedThreadPool threads = new QueuedThreadPool(mostRequests + SPARE_THREADS, SPARE_THREADS, (int) IDLE_MILLIS);
        threads.setName("holdfast-http");
        return threads;
    }

    private static void prepare(Server server, HttpOptions options, Gate gate) {
        gate.setHandler(new GracefulHandler());
        server.setHandler(gate);
        server.setErrorHandler(new JettyErrors());
        // Bounds the requests that wait for a thread, because a connection carries one request at a time.
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, server));
        server.setStopTimeout(options.drainTime().toMillis());
    }

    private static Router route(RoutesConfig routes, Holdfast shop, HttpOptions options) {
        Bearer bearer = new Bearer(options.secretKey());
        routes.before(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Cache-Control", "no-store");
            if (!Routes.isOpen(context.path(), options.metricsPublic())) {
                bearer.check(context.header("Authorization"));
            }
        });
        BodyLimits limits = new BodyLimits(options.maxBodyBytes(), options.drainTime());
        routes.after(context -> Body.readRest(context, limits));
        Router router = new Router(routes);
        Api api = new Api(router, shop, options.currency(), limits, bearer);
        Routes.api().forEach(api::add);
        Routes.plain(shop, options.readiness(), options.metrics())
                .forEach(page -> router.add(HandlerType.GET, page.path(), page.handler()));
        router.addOptions();
        addErrors(routes);
        return router;
    }

    private static void addErrors(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, context) -> refusal.answer().send(context));
        routes.exception(HoldfastException.class, (refusal, context) -> {
            Answer answer = Problems.answer(refusal);
            if (answer.status() >= 500) {
                LOG.warn("request {}: {}: {}", Gate.requestId(), refusal.code(), refusal.getMessage());
            }
            answer.send(context);
        });
        routes.exception(HttpResponseException.class, HttpServer::refuse);
        routes.exception(Exception.class, (failure, context) -> {
            LOG.error("request {} failed", Gate.requestId(), failure);
            Problems.internalError().send(context);
        });
    }

    private static void refuse(HttpResponseException refusal, Context context) {
        if (refusal instanceof MethodNotAllowedResponse) {
            String allowed = String.join(", ", refusal.getDetails().values());
            Problems.answer(405, "method_not_allowed", "this path supports " + allowed, Map.of())
                    .with("Allow", allowed)
                    .send(context);
        } else if (refusal.getStatus() == 404) {
            Problems.answer(404, "route_not_found", "there is nothing at this path", Map.of())
                    .send(context);
        } else {
            Problems.answer(refusal.getStatus(), "malformed_request", "the request cannot be read", Map.of())
                    .send(context);
        }
    }
}
