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
import java.nio.file.Path;
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
            "Finds rules that probably do not do what was intended.",
            "Reports rules that can never apply, are always suppressed by an exclusive rule, duplicate or contradict "
                    + "another rule, or end soon, each with the reason. The exit code is 1 if anything is reported."
        },
        footer = {"", "Examples:", "  holdfast rules check --within 14d", "  holdfast rules check -f rules.yaml -o json"
        })
final class RulesCheckCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Column.list("rule! kind other! why*");

    private final Session session;
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Check the rules in this file, or - for standard input, instead of the shop's rules.")
    private @Nullable Path file;

    @Option(
            names = "--within",
            paramLabel = "TIME",
            defaultValue = "7d",
            description = "Report rules that end within this time, such as 12h or 14d. Default: ${DEFAULT-VALUE}.")
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
                        "/within", '"' + TextTable.harmless(within) + "\" is not a duration such as 7d"));
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
            session.say("no findings");
            return ExitCode.DONE;
        }
        output.page(session, new Page<>(findings, null), COLUMNS);
        return findings.isEmpty() ? ExitCode.DONE : ExitCode.FINDING;
    }
}
