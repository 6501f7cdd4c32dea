package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Text;
import dev.holdfast.server.metrics.Metrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * The first and last station of every request. Each request gets an id, is turned away if too many others are under way,
 * and leaves a line in the access log. The line names the route rather than the path, which may contain personal data.
 * Thread-safe.
 */
final class Gate extends Handler.Wrapper {
    static final String REQUEST_ID = "X-Request-Id";
    static final String ROUTE_ATTRIBUTE = "dev.holdfast.route";

    private static final Logger ACCESS = LoggerFactory.getLogger("dev.holdfast.server.access");
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String MDC_KEY = "request_id";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final int mostRequests;
    private final @Nullable Metrics metrics;
    private final AtomicInteger underWay = new AtomicInteger();

    Gate(int mostRequests, @Nullable Metrics metrics) {
        this.mostRequests = mostRequests;
        this.metrics = metrics;
    }

    int underWay() {
        return underWay.get();
    }

    /** Holds the route of a request once it is known. */
    static final class Route {
        private volatile @Nullable String template;

        void is(String newTemplate) {
            template = newTemplate;
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String id = requestId(request.getHeaders().get(REQUEST_ID));
        Route route = new Route();
        long start = NanoTime.now();
        request.setAttribute(ROUTE_ATTRIBUTE, route);
        response.getHeaders().put(REQUEST_ID, id);
        int number = underWay.incrementAndGet();
        Request.addCompletionListener(request, failure -> {
            underWay.decrementAndGet();
            log(request.getMethod(), route.template, response.getStatus(), start, id);
            measure(request.getMethod(), route.template, response.getStatus(), start);
        });
        MDC.put(MDC_KEY, id);
        try {
            if (number > mostRequests) {
                shed(request, response, callback);
                return true;
            }
            return super.handle(withoutOverride(request), response, callback);
        } finally {
            MDC.remove(MDC_KEY);
        }
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

    private void shed(Request request, Response response, Callback callback) {
        Answer answer = Problems.unavailable(
                "overloaded", "the server is working on " + mostRequests + " requests, which is its limit");
        // A body that has not arrived is not waited for: the connection is closed, and the client must be told.
        send(request.consumeAvailable() ? answer : answer.with("Connection", "close"), response, callback);
    }

    static void send(Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.write(true, ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)), callback);
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

    /** The id of the request that this thread is working on. */
    static String requestId() {
        return String.valueOf(MDC.get(MDC_KEY));
    }

    private static String requestId(@Nullable String given) {
        // An id from the client is kept only if it is harmless in a log and in a header.
        return given != null && given.matches("[A-Za-z0-9._:-]{1,100}")
                ? given
                : UUID.randomUUID().toString();
    }
}
