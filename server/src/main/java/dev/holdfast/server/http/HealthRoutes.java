package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ProductFilter;
import io.javalin.http.HandlerType;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process lives, and whether it can do its work; for those who start and stop it. */
final class HealthRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
    private static final String HEALTHY = "/healthz";
    private static final String READY = "/readyz";

    private HealthRoutes() {}

    /** Whether a path is one of these, which need no key. */
    static boolean covers(String path) {
        return path.equals(HEALTHY) || path.equals(READY);
    }

    static void add(Router router, Holdfast shop, HttpOptions options) {
        BooleanSupplier check = options.readiness();
        BooleanSupplier ready = check == null ? () -> answers(shop) : check;
        router.add(
                HandlerType.GET,
                HEALTHY,
                context -> Answer.ok(Map.of("status", "ok")).send(context));
        router.add(
                HandlerType.GET,
                READY,
                context -> (ready.getAsBoolean()
                                ? Answer.ok(Map.of("status", "ready"))
                                : Problems.unavailable("not_ready", "the database does not answer"))
                        .send(context));
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
