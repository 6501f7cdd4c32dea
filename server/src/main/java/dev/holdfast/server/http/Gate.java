package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Text;
import dev.holdfast.server.metrics.Metrics;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The first and last station of every request. Each request gets an id and leaves a line in the access log. The line
 * names the route rather than the path, which may contain personal data. Thread-safe.
 */
final class Gate extends Handler.Wrapper {
    static final String REQUEST_ID = "X-Request-Id";
    static final String ROUTE_ATTRIBUTE = "dev.holdfast.route";

    private static final Logger ACCESS = LoggerFactory.getLogger("dev.holdfast.server.access");
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String MDC_KEY = "request_id";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final @Nullable Metrics metrics;

    Gate(Handler next, @Nullable Metrics metrics) {
        super(next);
        this.metrics = metrics;
    }

    /** Holds the id of a request, and its route once it is known. */
    static final class Route {
        private final String id;
        private volatile @Nullable String template;

        Route(String id) {
            this.id = id;
        }

        void is(String newTemplate) {
            template = newTemplate;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = requestId(request.getHeaders().get(REQUEST_ID));
        Route route = new Route(id);
        long start = NanoTime.now();
        request.setAttribute(ROUTE_ATTRIBUTE, route);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, id);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        Request.addCompletionListener(request, failure -> {
            log(request.getMethod(), route.template, response.getStatus(), start, id);
            measure(request.getMethod(), route.template, response.getStatus(), start);
        });
        return super.handle(withoutOverride(request), response, callback);
    }

    /** Notes the route of a request. */
    static void note(Request request, String template) {
        if (request.getAttribute(ROUTE_ATTRIBUTE) instanceof Route route) {
            route.is(template);
        }
    }

    /** Shows the id of a request in the log lines of this thread, until it is closed. */
    static MDC.MDCCloseable inLog(Request request) {
        return MDC.putCloseable(MDC_KEY, request.getAttribute(ROUTE_ATTRIBUTE) instanceof Route route ? route.id : "-");
    }

    /** The id of the request that this thread is working on. */
    static String requestId() {
        return String.valueOf(MDC.get(MDC_KEY));
    }

    // Javalin would take this header for the method, so that a GET could delete.
    private static Request withoutOverride(Request request) {
        if (!request.getHeaders().contains(METHOD_OVERRIDE)) {
            return request;
        }
        HttpFields headers =
                HttpFields.build(request.getHeaders()).remove(METHOD_OVERRIDE).asImmutable();
        return new Request.Wrapper(request) {
            @Override
            public HttpFields getHeaders() {
                return headers;
            }
        };
    }

    private void measure(String method, @Nullable String template, int status, long start) {
        if (metrics != null) {
            metrics.request(
                    METHODS.contains(method) ? method : "other",
                    template == null ? "none" : template,
                    status,
                    Duration.ofNanos(NanoTime.since(start)));
        }
    }

    private static void log(String method, @Nullable String template, int status, long start, String id) {
        // A request may end in another thread than the one it began in.
        try (MDC.MDCCloseable shown = MDC.putCloseable(MDC_KEY, id)) {
            ACCESS.info(
                    "{} {} {} {} ms",
                    method.length() > 20 ? "-" : Text.harmless(method),
                    template == null ? "-" : template,
                    status,
                    TimeUnit.NANOSECONDS.toMillis(NanoTime.since(start)));
        }
    }

    private static String requestId(@Nullable String given) {
        // An id from the client is kept only if it is harmless in a log and in a header.
        return given != null && given.matches("[A-Za-z0-9._:-]{1,100}")
                ? given
                : UUID.randomUUID().toString();
    }
}
