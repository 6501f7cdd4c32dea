package dev.holdfast.server.http;

import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.server.http.wire.Problems;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.MDC;

/**
 * Works on a limited number of requests at once, and turns the others away. Only a request that may be served and whose
 * body is here comes this far, so a client without a key, or a slow one, takes no place. Metrics have places of their
 * own, because they are needed most when the others are taken. Thread-safe.
 */
final class Places extends Handler.Wrapper {
    /** The number of metrics requests that are worked on at once. */
    static final int FOR_METRICS = 4;

    private final int most;
    private final Semaphore places;
    private final Semaphore metricsPlaces = new Semaphore(FOR_METRICS);

    Places(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** The number of requests under way, other than those for metrics. */
    int taken() {
        return most - places.availablePermits();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean forMetrics = Routes.isMetrics(request.getHttpURI().getPath());
        Semaphore own = forMetrics ? metricsPlaces : places;
        if (!own.tryAcquire()) {
            Replies.refuse(
                    Problems.unavailable(
                            "overloaded",
                            "the server is working on " + (forMetrics ? FOR_METRICS : most) + " requests"
                                    + (forMetrics ? " for metrics" : "") + ", which is its limit"),
                    request,
                    response,
                    callback);
            return true;
        }
        Stay.begin(request, own);
        try (MDC.MDCCloseable shown = Gate.inLog(request)) {
            return super.handle(request, response, callback);
        }
    }
}
