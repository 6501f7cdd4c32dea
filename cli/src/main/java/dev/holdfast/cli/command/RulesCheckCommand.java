package dev.holdfast.cli.command;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.rules.RuleFile;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.trial.RuleCheck;
import dev.holdfast.pricing.trial.RuleFinding;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Durations;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast rules check}. */
@Command(
        name = "check",
        description = {
            "Looks for rules that do not do what somebody will have meant.",
            "Those that can never apply, are always suppressed by an exclusive rule, say what another one says, "
                    + "contradict another one, or end soon; each with its why. The exit code is 1 when something was "
                    + "found."
        },
        footer = {"", "Examples:", "  holdfast rules check --within 14d", "  holdfast rules check -f rules.yaml -o json"
        })
final class RulesCheckCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Column.list("rule kind other why");

    private final Session session;
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Check the rules in this file, or - for the standard input, instead of those of the shop.")
    private @Nullable String file;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "Tell what ends so soon, such as 12h or 14d. Default: ${DEFAULT-VALUE}.")
    private String within = "7d";

    @Mixin
    private OutputOptions output = new OutputOptions();

    RulesCheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Duration soon = Durations.parse(within)
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() -> new InvalidInputException(
                        "/within", '"' + TextTable.harmless(within) + "\" is not a length of time, such as 7d"));
        if (file != null) {
            Configuration configuration = session.configuration();
            return report(RuleCheck.of(
                    RuleFile.of(file).read(TextFile.read(session, file), configuration.currency()),
                    clock.instant(),
                    soon));
        }
        return session.work(shop -> report(shop.pricing().check(soon)));
    }

    private int report(List<RuleFinding> findings) {
        if (findings.isEmpty() && output.format() == OutputOptions.Format.TABLE) {
            session.err().println("nothing was found");
            return ExitCode.DONE;
        }
        output.page(session, new Page<>(findings, null), COLUMNS);
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.FINDING;
    }
}
