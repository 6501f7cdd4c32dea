package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.verify.VerifyReport;
import dev.holdfast.verify.Violation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
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

    private final Session session;

    @Mixin
    private OutputOptions output = new OutputOptions();

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (ShopDatabase database = ShopDatabase.open(session.configuration(), Purpose.WORK)) {
            VerifyReport report = database.shop().verify();
            switch (output.format()) {
                case JSON -> session.out().println(Json.spaced(Report.of(report)));
                case CSV -> output.rows(session, checks(report).toList(), RESULTS);
                case TABLE -> table(report, session.out());
            }
            if (report.isSound()) {
                return ExitCode.DONE;
            }
            session.err().println(count(report.count()) + (report.count() == 1 ? " violation" : " violations"));
            return ExitCode.FINDING;
        }
    }

    private static void table(VerifyReport report, PrintStream out) {
        out.println(line("INVARIANT", "VIOLATIONS", "TIME", "CLAIM"));
        for (VerifyReport.Result result : report.results()) {
            String seconds =
                    String.format(Locale.ROOT, "%.2f s", result.duration().toMillis() / 1000.0);
            out.println(line(result.invariant(), count(result.violations()), seconds, result.claim()));
        }
        if (report.violations().isEmpty()) {
            return;
        }
        out.println();
        String format = "%-16s  %-50s  %s";
        out.println(String.format(Locale.ROOT, format, "INVARIANT", "PROBLEM", "ROW"));
        for (Violation violation : report.violations()) {
            String row = violation.row().entrySet().stream()
                    .filter(value -> value.getValue() != null)
                    .map(value -> value.getKey() + "=" + TextTable.withoutControls(String.valueOf(value.getValue())))
                    .collect(Collectors.joining(" "));
            out.println(String.format(Locale.ROOT, format, violation.invariant(), violation.problem(), row));
        }
        long more = report.count() - report.violations().size();
        if (more > 0) {
            out.println("and " + count(more) + " more");
        }
    }

    private static String line(String invariant, String violations, String time, String claim) {
        return String.format(Locale.ROOT, "%-16s  %10s  %9s  %s", invariant, violations, time, claim);
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
