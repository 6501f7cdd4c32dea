package dev.holdfast.cli.command;

import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.rules.RuleFile;
import dev.holdfast.cli.rules.ShopRules;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast rules export}. */
@Command(
        name = "export",
        description = {
            "Writes all rules to a file that rules apply reads, without deleted ones.",
            "Writes JSON if the file name ends in .json, and YAML otherwise, unless --format is given."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast rules export rules.yaml",
            "  holdfast rules export --format json | jq '.rules[].code'"
        })
final class RulesExportCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file. Default: -, standard output.")
    private Path file = TextFile.STANDARD;

    @Option(
            names = "--format",
            paramLabel = "json|yaml",
            description = "The format of the file. Default: according to its name.")
    private @Nullable RuleFile format;

    RulesExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(shop -> {
            List<PricingRule> rules =
                    ShopRules.all(shop).stream().map(RuleRevision::rule).toList();
            TextFile.write(session, file, (format == null ? RuleFile.of(file) : format).write(rules));
            session.say("exported " + rules.size() + (rules.size() == 1 ? " rule" : " rules"));
            return ExitCode.DONE;
        });
    }
}
