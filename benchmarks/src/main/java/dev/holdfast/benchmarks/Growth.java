package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.PricingRules;
import dev.holdfast.pricing.rule.PricingRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a put item costs as a shop grows in one direction after the other. */
final class Growth {
    private static final int VARIANTS = 10_000;
    private static final int CALLERS = 64;
    private static final int WARM_UPS = 4;

    private record Point(long size, double alone, double together) {}

    private interface Grow {
        void to(int size) throws Exception;
    }

    private final Stage stage;
    private final Options options;
    private final Report report;

    Growth(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void variants() throws Exception {
        begin();
        curve("variants", new int[] {1_000, 10_000, 100_000, 1_000_000}, stage::fill);
    }

    void ledger() throws Exception {
        begin();
        curve("rows in the ledger", ledgerSizes(), this::growLedger);
    }

    void rules() throws Exception {
        begin();
        curve("pricing rules", new int[] {10, 100, 1_000, 10_000}, this::growRules);
    }

    private void begin() throws Exception {
        stage.fill(VARIANTS);
        for (int i = 0; i < WARM_UPS; i++) {
            warmUp();
        }
    }

    // What is measured first would otherwise be measured while it is compiled.
    private void warmUp() throws Exception {
        Reservations reservations = new Reservations(stage, false);
        Holdfast shop = stage.shop();
        for (int callers : new int[] {1, CALLERS}) {
            Comparison.Side side = reservations.library(shop, callers);
            side.prepare(options.slice());
            side.run(options.slice());
        }
    }

    private int[] ledgerSizes() {
        int most = options.ledgerRows();
        // Each variant has a row from the beginning.
        return IntStream.of(VARIANTS, most / 100, most / 10, most)
                .filter(size -> size >= VARIANTS)
                .distinct()
                .toArray();
    }

    private void growLedger(int rows) throws SQLException {
        long missing = rows - stage.number("select count(*) from holdfast.stock_ledger");
        long movements = missing / VARIANTS / 2 * 2;
        if (movements > 0) {
            try (Connection connection = stage.connect()) {
                Sql.of("seed-ledger.sql").run(connection, Map.of("movements", (int) movements, "variants", VARIANTS));
            }
            stage.settle();
        }
    }

    // Each of one product, of which some have several; a cart meets a handful of them.
    private void growRules(int rules) throws SQLException {
        PricingRules pricing = stage.shop().pricing();
        List<PricingRule> all = IntStream.rangeClosed(1, rules)
                .mapToObj(code -> PricingRuleJson.read(
                        """
                        {"code": "rule-%1$d", "target": "item", "discount": {"type": "percent_off", "percent": 5},
                         "conditions": {"products": [%2$d]}}""".formatted(code, 1 + code % (VARIANTS / 10)), HoldfastBuilder.DEFAULT_CURRENCY))
                .toList();
        pricing.apply(pricing.compare(all, false));
        stage.settle();
    }

    private void curve(String name, int[] sizes, Grow grow) throws Exception {
        List<Point> points = new ArrayList<>();
        for (int size : sizes) {
            grow.to(size);
            Reservations reservations = new Reservations(stage, false);
            Holdfast shop = stage.shop();
            points.add(point(name, size, reservations.library(shop, 1), reservations.library(shop, CALLERS)));
        }
        print(name, points);
    }

    void lines() throws Exception {
        begin();
        List<Point> points = new ArrayList<>();
        for (int lines : new int[] {1, 5, 10, 25, 50}) {
            Holdfast shop = stage.shop();
            points.add(point("lines in a cart", lines, putsInto(shop, lines, 1), putsInto(shop, lines, CALLERS)));
        }
        print("lines in a cart", points);
    }

    /** Every caller has a cart of so many lines, and sets the quantity of one after the other. */
    private Comparison.Side putsInto(Holdfast shop, int lines, int callers) {
        return new Comparison.Side() {
            @Override
            public void prepare(Duration time) {}

            @Override
            public Measured run(Duration time) throws Exception {
                return Callers.run(callers, time, () -> {
                    long cart = shop.carts().create(NewCart.anonymous()).id();
                    long first = 1 + (cart * 61) % (VARIANTS - lines);
                    for (int i = 0; i < lines; i++) {
                        shop.carts().put(cart, PutItem.of(first + i, 1));
                    }
                    int[] calls = {0};
                    return () -> {
                        int call = calls[0]++;
                        shop.carts().put(cart, PutItem.of(first + call % lines, 2 + call / lines % 2));
                    };
                });
            }
        };
    }

    void callers() throws Exception {
        begin();
        List<Point> points = new ArrayList<>();
        Reservations reservations = new Reservations(stage, false);
        Holdfast shop = stage.shop();
        for (int callers : new int[] {1, 4, 16, 64, 256}) {
            Comparison.Side side = reservations.library(shop, callers);
            points.add(point("callers", callers, side, side));
        }
        print("callers", points);
    }

    private Point point(String name, int size, Comparison.Side alone, Comparison.Side together) throws Exception {
        Point point = new Point(size, one(alone).p50(), one(together).perSecond());
        report.progress("  %s %,d: p50 %.0f us, %.0f/s".formatted(name, size, point.alone(), point.together()));
        return point;
    }

    private Measured one(Comparison.Side side) throws Exception {
        // New connections and, after a new schema, new plans.
        side.prepare(options.slice().dividedBy(4));
        side.run(options.slice().dividedBy(4));
        side.prepare(options.slice());
        return side.run(options.slice());
    }

    private void print(String name, List<Point> points) throws IOException {
        boolean callers = name.equals("callers");
        List<List<String>> rows = new ArrayList<>();
        for (Point point : points) {
            rows.add(List.of(
                    Report.number((double) point.size(), "%,.0f"),
                    Report.millis(point.alone()),
                    Report.number(point.together(), "%,.0f")));
        }
        report.line("");
        report.table(
                List.of(name, callers ? "p50" : "p50, one caller", callers ? "per second" : "per second, 64 callers"),
                rows);
        Path plots = options.plots();
        if (plots != null) {
            Files.createDirectories(plots);
            String file = "growth-" + name.replace(' ', '-') + ".svg";
            Files.writeString(
                    plots.resolve(file),
                    Plot.svg(
                            "put items per second by " + name + (callers ? "" : ", 64 callers"),
                            points.stream().mapToDouble(Point::size).toArray(),
                            points.stream().mapToDouble(Point::together).toArray()));
            report.line("\n![" + name + "](" + plots.getFileName() + "/" + file + ")");
        }
    }
}
