package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the scenarios and prints what they came to, as Markdown. */
public final class Main {
    private interface Scenario {
        void run(Main main) throws Exception;
    }

    private static final Map<String, Scenario> SCENARIOS = scenarios();

    private final Options options;
    private final Report report = new Report();
    private final Stage stage;
    private final Optional<Pgbench> pgbench;

    private Main(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
        this.pgbench = stage.postgres().pgbench().map(program -> new Pgbench(program, stage.postgres()));
    }

    private static Map<String, Scenario> scenarios() {
        Map<String, Scenario> scenarios = new LinkedHashMap<>();
        scenarios.put("put-spread", main -> main.reservations("Put item, 64 callers, all variants alike", false));
        scenarios.put("put-hot", main -> main.reservations("Put item, 64 callers, one variant", true));
        scenarios.put("put-hot-slow-fsync", Main::slowFsync);
        scenarios.put("put-split", Main::splits);
        scenarios.put("checkout-spread", main -> main.checkouts("Checkout of three lines, 64 callers", false));
        scenarios.put("checkout-hot", main -> main.checkouts("The same, one variant in every cart", true));
        scenarios.put("latency", Main::latency);
        scenarios.put("sweep", Main::sweep);
        scenarios.put("lists", Main::lists);
        scenarios.put("events", Main::events);
        scenarios.put("http", Main::http);
        scenarios.put("call-costs", Main::callCosts);
        scenarios.put("simulate", Main::simulate);
        scenarios.put("growth-variants", main -> main.growth("variants").variants());
        scenarios.put("growth-ledger", main -> main.growth("rows in the ledger").ledger());
        scenarios.put("growth-rules", main -> main.growth("pricing rules").rules());
        scenarios.put("growth-lines", main -> main.growth("lines in a cart").lines());
        scenarios.put("growth-callers", main -> main.growth("callers").callers());
        scenarios.put("start", Main::start);
        return scenarios;
    }

    /** The command line: see {@link Options#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        if (List.of(arguments).contains("--help")) {
            System.out.println(usage());
            return;
        }
        Options options;
        try {
            options = Options.of(arguments, SCENARIOS.keySet());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(usage());
            System.exit(2);
            return;
        }
        boolean sound = true;
        try (Postgres postgres = Postgres.start(options.directory(), options.embedded(), options.settings());
                Stage stage = new Stage(postgres, options)) {
            Main main = new Main(options, stage);
            main.header();
            for (Map.Entry<String, Scenario> scenario : SCENARIOS.entrySet()) {
                if (options.wants(scenario.getKey())) {
                    main.report.progress(scenario.getKey());
                    scenario.getValue().run(main);
                    sound &= main.checkLedger();
                }
            }
        }
        System.exit(sound ? 0 : 1);
    }

    private static String usage() {
        return Options.USAGE.formatted(String.join(", ", SCENARIOS.keySet()));
    }

    private void reservations(String title, boolean hot) throws Exception {
        report.title(title);
        stage.fill(options.variants());
        Reservations reservations = new Reservations(stage, hot);
        Holdfast shop = stage.shop();
        Comparison comparison = new Comparison(report, options, stage)
                .with("Holdfast, 64 callers", reservations.library(shop, 64))
                .with("one statement, JDBC, 64 callers", reservations.statement(64))
                .with("one statement, JDBC, 16 callers", reservations.statement(16));
        pgbench.ifPresent(program -> comparison
                .with("one statement, pgbench, 64 clients", reservations.pgbench(program, 64))
                .with("one statement, pgbench, 16 clients", reservations.pgbench(program, 16)));
        comparison.run();
        report.line("\n" + stage.heapOnlyUpdates() + ".");
    }

    private void slowFsync() throws Exception {
        stage.set("commit_siblings", "0");
        stage.set("commit_delay", "1000");
        try {
            reservations("Put item, 64 callers, one variant, a flush of 1 ms more", true);
        } finally {
            stage.set("commit_delay", "0");
        }
    }

    private void splits() throws Exception {
        report.title("Put three units, 64 callers, three locations");
        stage.fill(options.variants());
        Splits splits = new Splits(stage, stage.shop());
        new Comparison(report, options, stage)
                .with("from a location that the put names", splits.named())
                .with("from one of three", splits.fromAny())
                .with("one unit from each of three", splits.fromEach())
                .run();
    }

    private void checkouts(String title, boolean hot) throws Exception {
        report.title(title);
        stage.fill(options.variants());
        Checkouts checkouts = new Checkouts(stage, hot);
        Comparison comparison = new Comparison(report, options, stage)
                .with("Holdfast, 64 callers", checkouts.library(stage.shop(), 64))
                .with("one statement, JDBC, 64 callers", checkouts.statement(64))
                .with("one statement, JDBC, 16 callers", checkouts.statement(16));
        pgbench.ifPresent(program -> comparison
                .with("one statement, pgbench, 64 clients", checkouts.pgbench(program, 64))
                .with("one statement, pgbench, 16 clients", checkouts.pgbench(program, 16)));
        comparison.run();
    }

    private void sweep() throws Exception {
        report.title("Sweep of " + Report.number(options.sweepLines(), "%,.0f") + " expired lines");
        stage.fill(options.variants());
        new Sweeps(stage, options, report).run();
    }

    private void lists() throws Exception {
        report.title("Lists");
        // Ten times what the others have, so a million by default.
        stage.fill(options.variants() * 10);
        new Lists(stage, options, report).run();
    }

    private void events() throws Exception {
        report.title("Events");
        stage.fill(options.variants());
        new EventReads(stage, options, report).run();
    }

    private void http() throws Exception {
        report.title("HTTP");
        stage.fill(options.variants());
        new Http(stage, options, report).run();
    }

    private void callCosts() throws Exception {
        report.title("What a call costs its caller");
        stage.fill(options.variants());
        new CallCosts(stage, options, report).run();
    }

    private void simulate() throws Exception {
        report.title("Simulation of 1,000 rules on 100,000 orders of three lines");
        stage.fill(options.variants());
        new Simulations(stage, options, report).run();
    }

    private Growth growth(String axis) {
        report.title("Growth: " + axis);
        return new Growth(stage, options, report);
    }

    private void latency() throws Exception {
        report.title("Put item, one caller");
        stage.fill(options.variants());
        Reservations reservations = new Reservations(stage, false);
        Holdfast shop = stage.shop();
        new Comparison(report, options, stage)
                .after(reservations.library(shop, 64))
                .after(reservations.transaction(16))
                .with("Holdfast", reservations.library(shop, 1))
                .with("transaction of four statements", reservations.transaction(1))
                .with("one statement", reservations.statement(1))
                .run();
    }

    private void start() throws Exception {
        report.title("Start");
        stage.fill(options.variants());
        new Starts(stage, options, report).run();
    }

    private boolean checkLedger() throws Exception {
        long contradictions = stage.contradictions();
        report.line("\nLedger check: " + contradictions + " contradictions in "
                + stage.text("select to_char(count(*), 'FM999,999,999') from holdfast.stock_ledger") + " rows.");
        return contradictions == 0;
    }

    private void header() throws Exception {
        report.line("Command: `benchmarks/run " + options.commandLine() + "`\n");
        report.table(
                List.of("", "value"),
                List.of(
                        List.of("machine", machine()),
                        List.of(
                                "Java",
                                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")),
                        List.of("PostgreSQL", stage.text("select version()")),
                        List.of("settings", settings()),
                        List.of(
                                "rounds",
                                options.rounds() + " of " + options.slice().toMillis() + " ms for each side")));
    }

    private String settings() throws Exception {
        return stage.text("""
                select string_agg(name || ' = ' || current_setting(name), ', ' order by name)
                from pg_settings
                where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers',
                               'max_wal_size', 'commit_delay')""");
    }

    private static String machine() throws Exception {
        Path processors = Path.of("/proc/cpuinfo");
        String model = !Files.isReadable(processors)
                ? ""
                : Files.readAllLines(processors).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> ", " + line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse("");
        return Runtime.getRuntime().availableProcessors() + " processors" + model + ", " + System.getProperty("os.name")
                + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch");
    }
}
