package dev.holdfast.server.http;

import dev.holdfast.server.access.TrustedProxies;
import dev.holdfast.server.metrics.Metrics;
import java.time.Duration;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The first and last station of every request. Each request gets an id, leaves a line in the access log and is
 * measured. Thread-safe.
 */
final class Gate extends Handler.Wrapper {
    static final String REQUEST_ID = "X-Request-Id";
    private static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
    private static final String MDC_KEY = "request_id";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private final @Nullable Metrics metrics;
    private final TrustedProxies proxies;

    Gate(Handler next, @Nullable Metrics metrics, TrustedProxies proxies) {
        super(next);
        this.metrics = metrics;
        this.proxies = proxies;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Noted noted = Noted.about(request, request.getHeaders().get(REQUEST_ID), address(request));
        long start = NanoTime.now();
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(REQUEST_ID, noted.id());
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        Request.addCompletionListener(request, failure -> {
            Duration duration = Duration.ofNanos(NanoTime.since(start));
            // A request may end in another thread than the one it began in.
            try (MDC.MDCCloseable shown = inLog(request)) {
                AccessLog.write(request, noted, response.getStatus(), duration);
            }
            measure(request.getMethod(), noted, response.getStatus(), duration);
        });
        return super.handle(withoutOverride(request), response, callback);
    }

    private String address(Request request) {
        String peer = Request.getRemoteAddr(request);
        return proxies.isEmpty()
                ? peer
                : proxies.client(peer, request.getHeaders().getValuesList(HttpHeader.X_FORWARDED_FOR));
    }

    /** Shows the id of a request in the log lines of this thread, until it is closed. */
    static MDC.MDCCloseable inLog(Request request) {
        return MDC.putCloseable(MDC_KEY, Noted.id(request));
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

    private void measure(String method, Noted noted, int status, Duration duration) {
        if (metrics != null) {
            String template = noted.route();
            String code = noted.code();
            if (code != null) {
                metrics.refused(code);
            }
            metrics.request(
                    METHODS.contains(method) ? method : "other",
                    template == null ? "none" : template,
                    status,
                    duration);
        }
    }
}
