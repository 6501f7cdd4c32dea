package dev.holdfast.server.http.routes;

import dev.holdfast.server.health.Health;
import dev.holdfast.server.health.Readiness;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Content;
import dev.holdfast.server.http.wire.Problems;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Liveness and readiness checks for orchestrators and load balancers. */
final class HealthRoutes {
    private static final Content HEALTHY = Content.of(Answer.ok(Map.of("status", "ok")));
    private static final Content READY = Content.of(Answer.ok(Map.of("status", "ready")));

    private HealthRoutes() {}

    static List<OpenPage> all(Readiness readiness) {
        return List.of(
                new OpenPage("/healthz", "/healthz", () -> CompletableFuture.completedFuture(HEALTHY)),
                new OpenPage("/readyz", "/readyz", () -> readiness.ask().thenApply(HealthRoutes::content)));
    }

    private static Content content(Health health) {
        return health.reason() == null
                ? READY
                : Content.of(Problems.unavailable(
                        "not_ready", health.reason().sentence(), Map.of("reason", health.reason())));
    }
}
