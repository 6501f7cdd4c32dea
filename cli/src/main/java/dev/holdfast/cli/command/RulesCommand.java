package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.OutputOptions.Format;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.rules.RuleNames;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.RuleFilter;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast rules}. */
@Command(name = "rules", description = "Manages pricing rules: lists, adds, changes, checks and simulates them.")
final class RulesCommand extends CommandGroup {
    private static final List<Column> COLUMNS =
            Column.list("code! does* name?~ active priority#~ target~ stacking~ conditions.promo_code?~ "
                    + "conditions.user_tiers?~ starts_at?~ ends_at? revision#~ changed_at~");

    // The sentence comes last: programs count the columns of CSV.
    private static final List<Column> CSV_COLUMNS =
            Column.list("code name? active priority# target stacking conditions.promo_code? conditions.user_tiers? "
                    + "starts_at? ends_at? revision# changed_at does");

    private static final List<Column> REVISIONS = Column.list("revision# changed_at active definition* actor~");

    RulesCommand(Session session) {
        super(session);
    }

    /** A revision as a table shows it. */
    record Revision(
            long revision,
            Instant changedAt,
            boolean active,
            String definition,
            @Nullable String actor) {
        static Revision of(RuleRevision revision) {
            return new Revision(
                    revision.revision(),
                    revision.changedAt(),
                    revision.rule().active(),
                    PricingRuleJson.write(revision.rule()),
                    revision.actor());
        }
    }

    @Command(
            name = "list",
            description = "Lists rules by code and what each does, without deleted ones.",
            footer = {"", "Examples:", "  holdfast rules list --active true", "  holdfast rules list -o json"})
    int list(
            @Option(
                            names = "--active",
                            arity = "1",
                            paramLabel = "true|false",
                            description = "Only active rules, or only drafts.")
                    @Nullable
                    Boolean active,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> {
            RuleNames names = new RuleNames(shop);
            return output.page(
                    session,
                    shop.pricing().list(new RuleFilter(active), page.request()),
                    columns(output),
                    rule -> shown(rule, names));
        });
    }

    @Command(
            name = "show",
            description = {
                "Shows a rule and what it does.",
                "Its JSON without revision, changed_at and actor is input for rules add."
            },
            footer = {"", "Examples:", "  holdfast rules show SPRING -o json"})
    int show(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Rules.class,
                            description = "The code of the rule.")
                    String code,
            @Mixin OutputOptions output) {
        return session.work(shop -> show(shop, shop.pricing().get(code), output));
    }

    @Command(
            name = "history",
            description = "Lists the revisions of a rule, oldest first, even if it is deleted.",
            footer = {"", "Examples:", "  holdfast rules history SPRING", "  holdfast rules history SPRING -o json"})
    int history(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Rules.class,
                            description = "The code of the rule.")
                    String code,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(
                shop -> output.page(session, shop.pricing().history(code, page.request()), REVISIONS, Revision::of));
    }

    @Command(
            name = "add",
            description = {
                "Adds a rule from a JSON file.",
                "For example:",
                "  {\"code\": \"SPRING\", \"conditions\": {\"promo_code\": \"SPRING\"},",
                "   \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}",
                "All servers apply it from the next price on. The code of a deleted rule cannot be used again."
            },
            footer = {"", "Examples:", "  holdfast rules add -f spring.json", "  holdfast rules add -f - < spring.json"
            })
    int add(
            @Option(
                            names = {"-f", "--file"},
                            required = true,
                            paramLabel = "FILE",
                            description = "The file, or - for standard input.")
                    Path file,
            @Mixin OutputOptions output) {
        String json = TextFile.read(session, file);
        return session.work(Purpose.SET_UP, (shop, configuration) -> {
            PricingRule rule = parse(json, configuration);
            return show(shop, shop.pricing().add(rule), output);
        });
    }

    @Command(
            name = "enable",
            description = "Activates a rule.",
            footer = {"", "Examples:", "  holdfast rules enable SPRING"})
    int enable(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Rules.class,
                            description = "The code of the rule.")
                    String code,
            @Mixin OutputOptions output) {
        return change(code, "{\"active\": true}", output);
    }

    @Command(
            name = "disable",
            description = "Makes a rule a draft, which does not apply until it is enabled.",
            footer = {"", "Examples:", "  holdfast rules disable SPRING"})
    int disable(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Rules.class,
                            description = "The code of the rule.")
                    String code,
            @Mixin OutputOptions output) {
        return change(code, "{\"active\": false}", output);
    }

    @Command(
            name = "delete",
            description = "Deletes a rule. Its code cannot be used again.",
            footer = {"", "Examples:", "  holdfast rules delete SPRING"})
    int delete(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.Rules.class,
                            description = "The code of the rule.")
                    String code) {
        return session.work(shop -> {
            shop.pricing().archive(code);
            session.say("deleted the rule " + code);
            return ExitCode.DONE;
        });
    }

    private int change(String code, String patch, OutputOptions output) {
        return session.work(shop -> show(shop, shop.pricing().change(code, patch), output));
    }

    private int show(Holdfast shop, RuleRevision rule, OutputOptions output) {
        // JSON is that of the HTTP API.
        Object shown = output.format() == Format.JSON ? rule : shown(rule, new RuleNames(shop));
        return output.one(session, shown, columns(output));
    }

    private static ObjectNode shown(RuleRevision rule, RuleNames names) {
        return Json.object(rule).put("does", names.text(rule.rule()));
    }

    private static List<Column> columns(OutputOptions output) {
        return output.format() == Format.CSV ? CSV_COLUMNS : COLUMNS;
    }

    // An error in a field names the field; an error of the whole text must name the file.
    private static PricingRule parse(String json, Configuration configuration) {
        try {
            return PricingRuleJson.read(json, configuration.currency());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.errors().stream()
                    .map(error -> error.pointer().isEmpty()
                            ? new InvalidInputException.Error("/file", error.detail())
                            : error)
                    .toList());
        }
    }
}
