package dev.holdfast.cli.command;

import dev.holdfast.Holdfast;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.rules.Difference;
import dev.holdfast.cli.rules.RuleFile;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Style;
import dev.holdfast.cli.session.TerminalText;
import dev.holdfast.pricing.RuleChange;
import dev.holdfast.pricing.RuleChanges;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast rules apply}. */
@Command(
        name = "apply",
        description = {
            "Makes the rules match a file, after showing the differences.",
            "The file contains a list of rules in JSON or YAML, as rules export writes it. All changes are made in "
                    + "one transaction; applying a file twice changes nothing. On a terminal it asks for confirmation "
                    + "first. The exit code is 1, and nothing is changed, if the answer is no or if somebody else "
                    + "changed one of the rules in the meantime."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast rules apply -f rules.yaml --dry-run",
            "  holdfast rules apply -f rules.yaml --prune --yes"
        })
final class RulesApplyCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS = Column.list("added# changed# archived# unchanged# written");

    private final Session session;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The file, or - for standard input, which requires --yes on a terminal.")
    private Path file = TextFile.STANDARD;

    @Option(names = "--dry-run", description = "Show the differences, and change nothing.")
    private boolean dryRun;

    @Option(names = "--prune", description = "Delete rules that are not in the file. Their codes cannot be used again.")
    private boolean prune;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    RulesApplyCommand(Session session) {
        this.session = session;
    }

    /** The number of changes, and whether they were made. */
    record Summary(int added, int changed, int archived, int unchanged, boolean written) {}

    @Override
    public Integer call() {
        String text = TextFile.read(session, file);
        return session.work(
                dryRun ? Purpose.WORK : Purpose.SET_UP,
                (shop, configuration) -> apply(shop, RuleFile.of(file).read(text, configuration.currency())));
    }

    private int apply(Holdfast shop, List<PricingRule> rules) {
        RuleChanges changes = shop.pricing().compare(rules, prune);
        if (output.format() == OutputOptions.Format.TABLE) {
            changes.changes().forEach(this::show);
        }
        if (changes.isEmpty() || dryRun) {
            report(changes, false);
            session.say(changes.isEmpty() ? "nothing to change" : "dry run: nothing was changed");
            return ExitCode.DONE;
        }
        if (!yes && session.attended() && !agreed(changes)) {
            session.say("nothing was changed");
            return ExitCode.FINDING;
        }
        shop.pricing().apply(changes);
        report(changes, true);
        return ExitCode.DONE;
    }

    private void show(RuleChange change) {
        RuleFile format = RuleFile.of(file);
        RuleRevision before = change.before();
        PricingRule after = change.after();
        Style style = session.style();
        session.out()
                .println(style.strong(
                        "--- " + (before == null ? "/dev/null" : change.code() + " revision " + before.revision())));
        session.out().println(style.strong("+++ " + (after == null ? "/dev/null" : change.code())));
        List<String> difference = Difference.lines(
                before == null ? List.of() : format.lines(before.rule()),
                after == null ? List.of() : format.lines(after));
        for (String line : difference) {
            String harmless = line.charAt(0) + TerminalText.escaped(line.substring(1));
            session.out()
                    .println(
                            switch (line.charAt(0)) {
                                case '+' -> style.good(harmless);
                                case '-' -> style.bad(harmless);
                                case '@' -> style.faint(harmless);
                                default -> harmless;
                            });
        }
    }

    private boolean agreed(RuleChanges changes) {
        session.err().print(words(summary(changes, false)) + ". Continue? [y/N] ");
        session.err().flush();
        if (TextFile.isStandard(file)) {
            session.err().println();
            return false;
        }
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(RuleChanges changes, boolean written) {
        Summary summary = summary(changes, written);
        if (output.format() == OutputOptions.Format.TABLE) {
            session.say(words(summary));
        } else {
            output.one(session, summary, COLUMNS);
        }
    }

    private static Summary summary(RuleChanges changes, boolean written) {
        int added = 0;
        int archived = 0;
        for (RuleChange change : changes.changes()) {
            added += change.before() == null ? 1 : 0;
            archived += change.after() == null ? 1 : 0;
        }
        return new Summary(added, changes.changes().size() - added - archived, archived, changes.unchanged(), written);
    }

    private static String words(Summary summary) {
        return summary.added() + (summary.written() ? " added, " : " to add, ")
                + summary.changed() + (summary.written() ? " changed, " : " to change, ")
                + summary.archived() + (summary.written() ? " deleted, " : " to delete, ")
                + summary.unchanged() + " unchanged";
    }
}
