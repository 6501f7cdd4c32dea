package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Problems;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Liveness and readiness checks for orchestrators and load balancers. */
final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final String HEALTHY = "/healthz";
    private static final String READY = "/readyz";

    private HealthRoutes() {}

    /** Whether a path is one of these, which need no key. */
    static boolean covers(String path) {
        return path.equals(HEALTHY) || path.equals(READY);
    }

    static List<PlainRoute> all(Holdfast shop, @Nullable BooleanSupplier readiness) {
        BooleanSupplier ready = readiness == null ? () -> answers(shop) : readiness;
        return List.of(
                new PlainRoute(
                        HEALTHY, context -> Answer.ok(Map.of("status", "ok")).send(context)),
                new PlainRoute(READY, context -> readiness(ready.getAsBoolean()).send(context)));
    }

    private static Answer readiness(boolean ready) {
        return ready
                ? Answer.ok(Map.of("status", "ready"))
                : Problems.unavailable("not_ready", "the database does not answer");
    }

    private static boolean answers(Holdfast shop) {
        try {
            shop.catalog().products(ProductFilter.all(), PageRequest.first(1));
            return true;
        } catch (HoldfastException e) {
            LOG.warn("not ready: {}", e.getMessage());
            return false;
        }
    }
}
