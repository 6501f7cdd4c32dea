package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.verify.VerifyReport;
import dev.holdfast.verify.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast verify}. */
@Command(
        name = "verify",
        description = {
            "Cross-checks stock, ledger, carts and orders, and reports discrepancies.",
            "It only reads, and can run while the shop is selling. For a large shop choose a quiet hour: long reads "
                    + "slow down busy stock until they end. The exit code is 1 if there is a discrepancy. JSON and the "
                    + "table show the rows of each violation, CSV the counts."
        },
        footer = {"", "Examples:", "  holdfast verify", "  holdfast verify -o json > report.json"})
final class VerifyCommand implements Callable<Integer> {
    private static final List<Column> RESULTS = Column.list("invariant violations# duration_ms# claim");

    private static final List<Column> SHOWN_RESULTS = Column.list("invariant violations# time# claim*");

    private static final List<Column> VIOLATIONS = Column.list("invariant problem* row*");

    private final Session session;

    @Mixin
    private OutputOptions output = new OutputOptions();

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (ShopDatabase database = session.open(session.configuration(), Purpose.WORK)) {
            VerifyReport report = database.shop().verify();
            switch (output.format()) {
                case JSON -> session.json(Json.spaced(Report.of(report)));
                case CSV -> output.rows(session, checks(report).toList(), RESULTS);
                case TABLE -> table(report);
            }
            if (report.isSound()) {
                return ExitCode.DONE;
            }
            session.say(count(report.count()) + (report.count() == 1 ? " violation" : " violations"));
            return ExitCode.FINDING;
        }
    }

    private void table(VerifyReport report) {
        output.rows(session, report.results().stream().map(VerifyCommand::shown).toList(), SHOWN_RESULTS);
        output.more(
                session, report.violations().stream().map(VerifyCommand::shown).toList(), VIOLATIONS);
        long more = report.count() - report.violations().size();
        if (more > 0) {
            session.out().println("and " + count(more) + " more");
        }
    }

    private static Map<String, String> shown(VerifyReport.Result result) {
        return Map.of(
                "invariant", result.invariant(),
                "violations", count(result.violations()),
                "time", String.format(Locale.ROOT, "%.2f s", result.duration().toMillis() / 1000.0),
                "claim", result.claim());
    }

    private static Map<String, String> shown(Violation violation) {
        String row = violation.row().entrySet().stream()
                .filter(value -> value.getValue() != null)
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(" "));
        return Map.of("invariant", violation.invariant(), "problem", violation.problem(), "row", row);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static Stream<Check> checks(VerifyReport report) {
        return report.results().stream().map(Check::of);
    }

    /** The result of one invariant. */
    record Check(String invariant, long violations, long durationMs, String claim) {
        static Check of(VerifyReport.Result result) {
            return new Check(
                    result.invariant(), result.violations(), result.duration().toMillis(), result.claim());
        }
    }

    /** The report that JSON shows. */
    record Report(boolean sound, long count, long durationMs, List<ObjectNode> invariants, List<Violation> violations) {
        static Report of(VerifyReport report) {
            return new Report(
                    report.isSound(),
                    report.count(),
                    report.duration().toMillis(),
                    checks(report)
                            .map(check -> Json.object(check).<ObjectNode>without(List.of("claim")))
                            .toList(),
                    report.violations());
        }
    }
}
