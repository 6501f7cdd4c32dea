package dev.holdfast.benchmarks;

import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.PricingRules;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.trial.SimulationReport;
import dev.holdfast.pricing.trial.SimulationRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long it takes to try rules on many orders. */
final class Simulations {
    private static final int ORDERS = 100_000;
    private static final int RULES = 1_000;

    private final Stage stage;
    private final Options options;
    private final Report report;

    Simulations(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws SQLException {
        try (Connection connection = stage.connect()) {
            Sql.of("seed-orders.sql")
                    .run(
                            connection,
                            Map.of(
                                    "orders",
                                    ORDERS,
                                    "variants",
                                    stage.variants(),
                                    "policy",
                                    PricingPolicy.DEFAULT.name()));
        }
        stage.settle();
        PricingRules pricing = stage.shop().pricing();
        Instant begin = Instant.parse("2026-11-01T00:00:00Z");
        SimulationRequest request = SimulationRequest.of(rules(), begin, begin.plusSeconds(ORDERS + 1L));
        List<List<String>> rows = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            long start = System.nanoTime();
            SimulationReport result = pricing.simulate(request, priced -> {});
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
            if (result.priced() != ORDERS) {
                throw new IllegalStateException(result.priced() + " orders were priced, not " + ORDERS);
            }
            SimulationReport.Effect effect = result.effects().get(0);
            rows.add(List.of(
                    Integer.toString(round),
                    Report.number(ORDERS, "%,.0f"),
                    Report.number(seconds, "%.2f"),
                    Report.number(ORDERS / seconds, "%,.0f"),
                    Report.number((double) effect.paysLess(), "%,.0f")));
        }
        report.table(List.of("run", "orders", "seconds", "orders per second", "would pay less"), rows);
        report.line("\nHeap: at most " + Report.number(Runtime.getRuntime().maxMemory() / (1024.0 * 1024), "%,.0f")
                + " MiB.");
        // They never went through the ledger, which is looked at after each scenario.
        stage.execute("truncate holdfast.order_items, holdfast.orders, holdfast.carts cascade");
    }

    private static List<PricingRule> rules() {
        List<PricingRule> rules = new ArrayList<>();
        for (int i = 0; i < RULES; i++) {
            String selection =
                    i % 2 == 0 ? "\"variants\": [" + (1 + i) + "]" : "\"categories\": [\"shop/floor-" + i + "\"]";
            rules.add(PricingRuleJson.read(
                    "{\"code\": \"RULE-" + i + "\", \"conditions\": {" + selection
                            + "}, \"discount\": {\"type\": \"percent_off\", \"percent\": 5}}",
                    ManyRules.CURRENCY));
        }
        return rules;
    }
}
