package dev.holdfast.server.http.routes;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.metrics.Metrics;
import java.util.Map;

/** The metrics that Prometheus scrapes. */
final class MetricsRoutes {
    static final String PATH = "/metrics";

    private MetricsRoutes() {}

    static PlainRoute of(Metrics metrics) {
        return new PlainRoute(
                PATH, context -> new Answer(200, Metrics.CONTENT_TYPE, Map.of(), metrics.scrape()).send(context));
    }
}
