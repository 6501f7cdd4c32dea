package dev.holdfast.cli.command;

import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.verify.VerifyReport;
import dev.holdfast.verify.Violation;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast verify}. */
@Command(
        name = "verify",
        description = {
            "Holds all books against each other: counters, ledger, carts, orders.",
            "Reads only, and may run while the shop sells. On a large shop choose a quiet hour: "
                    + "long reads make busy stock counters slower until they end. The exit code is 1 when something "
                    + "does not agree. JSON and the table have the rows of each violation, CSV the counts."
        },
        footer = {"", "Examples:", "  holdfast verify", "  holdfast verify -o json > report.json"})
final class VerifyCommand implements Callable<Integer> {
    private static final List<Column<VerifyReport.Result>> RESULTS = List.of(
            Column.text("invariant", VerifyReport.Result::invariant),
            Column.number("violations", VerifyReport.Result::violations),
            Column.number("duration_ms", result -> result.duration().toMillis()),
            Column.text("claim", VerifyReport.Result::claim));

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
                case JSON -> session.out().println(json(report));
                case CSV -> output.rows(session, report.results(), RESULTS);
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
        out.println(line("INVARIANT", "VIOLATIONS", "TIME", "OF A SOUND SHOP"));
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
                    .map(value -> value.getKey() + "=" + harmless(String.valueOf(value.getValue())))
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

    private static String harmless(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    static String json(VerifyReport report) {
        StringBuilder json = new StringBuilder("{\"sound\": " + report.isSound() + ", \"count\": " + report.count()
                + ", \"duration_ms\": " + report.duration().toMillis() + ", \"invariants\": [");
        join(
                json,
                report.results(),
                result -> json.append("{\"invariant\": ")
                        .append(quoted(result.invariant()))
                        .append(", \"violations\": ")
                        .append(result.violations())
                        .append(", \"duration_ms\": ")
                        .append(result.duration().toMillis())
                        .append('}'));
        json.append("], \"violations\": [");
        join(json, report.violations(), violation -> {
            json.append("{\"invariant\": ").append(quoted(violation.invariant()));
            json.append(", \"problem\": ").append(quoted(violation.problem())).append(", \"row\": {");
            join(json, List.copyOf(violation.row().entrySet()), value -> value(json, value));
            json.append("}}");
        });
        return json.append("]}").toString();
    }

    private static void value(StringBuilder json, Map.Entry<String, @Nullable Object> value) {
        Object shown = value.getValue();
        json.append(quoted(value.getKey())).append(": ");
        json.append(shown == null || shown instanceof Number ? String.valueOf(shown) : quoted(shown.toString()));
    }

    private interface Writer<T> {
        void write(T value);
    }

    private static <T> void join(StringBuilder json, List<T> values, Writer<T> writer) {
        for (Iterator<T> rest = values.iterator(); rest.hasNext(); ) {
            writer.write(rest.next());
            json.append(rest.hasNext() ? ", " : "");
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
            } else {
                quoted.append(character);
            }
        }
        return quoted.append('"').toString();
    }
}
