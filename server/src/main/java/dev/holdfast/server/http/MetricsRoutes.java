package dev.holdfast.server.http;

import dev.holdfast.server.metrics.Metrics;
import io.javalin.http.HandlerType;
import java.util.Map;

/** What Prometheus reads. */
final class MetricsRoutes {
    private static final String PATH = "/metrics";

    private MetricsRoutes() {}

    /** Whether a path is this one. */
    static boolean covers(String path) {
        return path.equals(PATH);
    }

    static void add(Router router, Metrics metrics) {
        router.add(
                HandlerType.GET,
                PATH,
                context -> new Answer(200, Metrics.CONTENT_TYPE, Map.of(), metrics.scrape()).send(context));
    }
}
