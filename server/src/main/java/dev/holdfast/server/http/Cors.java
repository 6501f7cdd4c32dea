package dev.holdfast.server.http;

import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.http.wire.Answer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers that pages of some origins may use the server (CORS). It never allows credentials, which browsers add by
 * themselves, such as cookies: whoever may do something shows a key. Thread-safe.
 */
final class Cors {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

    private static final String REQUEST_HEADERS = String.join(
            ", ",
            "Authorization",
            "Content-Type",
            Api.IDEMPOTENCY_KEY,
            "If-Match",
            "If-None-Match",
            Door.BUYER_TOKEN,
            Gate.REQUEST_ID);

    private static final String RESPONSE_HEADERS = String.join(
            ", ",
            "ETag",
            "Location",
            "Retry-After",
            "RateLimit",
            "RateLimit-Policy",
            "WWW-Authenticate",
            Api.REPLAYED,
            Gate.REQUEST_ID);

    // Chromium remembers for no longer.
    private static final String MAX_AGE = "7200";

    private final AllowedOrigins origins;

    Cors(AllowedOrigins origins) {
        this.origins = origins;
    }

    /** Adds to any answer whether the page that sent the request may read it. */
    void mark(Request request, Response response) {
        if (origins.isEmpty()) {
            return;
        }
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(HttpHeader.VARY, HttpHeader.ORIGIN.asString());
        String allowed = allowed(request);
        if (allowed != null) {
            headers.put("Access-Control-Allow-Origin", allowed);
            headers.put("Access-Control-Expose-Headers", RESPONSE_HEADERS);
        }
    }

    /** Whether a browser asks, for a page that may use the server, what the page may send. */
    boolean isPreflight(Request request) {
        return !origins.isEmpty()
                && request.getMethod().equals("OPTIONS")
                && request.getHeaders().contains("Access-Control-Request-Method")
                && allowed(request) != null;
    }

    /** The answer to such a question, which is the same for every path. */
    static Answer preflight() {
        return Answer.nothing()
                .with("Access-Control-Allow-Methods", METHODS)
                .with("Access-Control-Allow-Headers", REQUEST_HEADERS)
                .with("Access-Control-Max-Age", MAX_AGE);
    }

    private @Nullable String allowed(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin == null ? null : origins.allow(origin);
    }
}
