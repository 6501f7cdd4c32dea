package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.server.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All routes of the server. */
public final class Routes {
    private Routes() {}

    /** The routes of the API, all below {@link Route#BASE}. */
    public static List<Route> api() {
        return Stream.of(
                        ProductRoutes.all(),
                        VariantRoutes.all(),
                        MovementRoutes.all(),
                        QuoteRoutes.all(),
                        RuleRoutes.all(),
                        PromoCodeRoutes.all(),
                        CartRoutes.all(),
                        CartItemRoutes.all(),
                        ChargeRoutes.all(),
                        OrderRoutes.all())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The routes beside the API: health checks, the documentation and the metrics.
     *
     * @param shop asked for a product to find out whether the database answers, unless {@code readiness} is given
     * @param readiness whether the server is ready; null to ask the shop
     * @param metrics served at {@code /metrics}; null for no such route
     */
    public static List<PlainRoute> plain(
            Holdfast shop, @Nullable BooleanSupplier readiness, @Nullable Metrics metrics) {
        List<PlainRoute> routes = new ArrayList<>(HealthRoutes.all(shop, readiness));
        routes.addAll(DocsRoutes.all());
        if (metrics != null) {
            routes.add(MetricsRoutes.of(metrics));
        }
        return List.copyOf(routes);
    }

    /**
     * Whether a request for a path needs no secret key.
     *
     * @param metricsPublic whether that is so for the metrics
     */
    public static boolean isOpen(String path, boolean metricsPublic) {
        return HealthRoutes.covers(path) || DocsRoutes.covers(path) || (metricsPublic && MetricsRoutes.covers(path));
    }
}
