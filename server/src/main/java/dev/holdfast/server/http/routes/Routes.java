package dev.holdfast.server.http.routes;

import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.health.Readiness;
import dev.holdfast.server.metrics.Metrics;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All routes of the server. */
public final class Routes {
    private Routes() {}

    /**
     * The routes of the API, all below {@link Route#BASE}.
     *
     * @param buyerTokens issued by one of them
     */
    public static List<Route> api(BuyerTokens buyerTokens) {
        return Stream.of(
                        ProductRoutes.all(),
                        VariantRoutes.all(),
                        KitRoutes.all(),
                        MovementRoutes.all(),
                        SupplyRoutes.all(),
                        LocationRoutes.all(),
                        TransferRoutes.all(),
                        QuoteRoutes.all(),
                        RuleRoutes.all(),
                        PromoCodeRoutes.all(),
                        CartRoutes.all(),
                        CartItemRoutes.all(),
                        ChargeRoutes.all(),
                        OrderRoutes.all(),
                        SessionRoutes.all(),
                        CorrectionRoutes.all(),
                        EventRoutes.all(),
                        AuditRoutes.all(),
                        ApiKeyRoutes.all(),
                        BuyerTokenRoutes.all(buyerTokens))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The pages that need no key: health checks and the documentation.
     *
     * @param readiness asked by the readiness check
     */
    public static List<OpenPage> open(Readiness readiness) {
        return Stream.concat(HealthRoutes.all(readiness).stream(), DocsRoutes.all().stream())
                .toList();
    }

    /**
     * The routes beside the API that are worked on like those of the API.
     *
     * @param metrics served at {@code /metrics}; null for no such route
     */
    public static List<PlainRoute> plain(@Nullable Metrics metrics) {
        return metrics == null ? List.of() : List.of(MetricsRoutes.of(metrics));
    }

    /** Whether a path, as it was sent, is that of the metrics. */
    public static boolean isMetrics(@Nullable String path) {
        return MetricsRoutes.PATH.equals(path);
    }
}
