package dev.holdfast.cli.command;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.RuleFilter;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast rules}. */
@Command(
        name = "rules",
        description = "Lists, shows, adds, switches and deletes pricing rules; shows how they came to be.")
final class RulesCommand extends CommandGroup {
    private static final List<Column> COLUMNS =
            Column.list("code name? active priority# target stacking conditions.promo_code? conditions.user_tiers? "
                    + "starts_at? ends_at? revision# changed_at");

    private static final List<Column> REVISIONS = Column.list("revision# changed_at active definition");

    RulesCommand(Session session) {
        super(session);
    }

    /** A revision in a table. */
    record Revision(long revision, Instant changedAt, boolean active, String definition) {
        static Revision of(RuleRevision revision) {
            return new Revision(
                    revision.revision(),
                    revision.changedAt(),
                    revision.rule().active(),
                    PricingRuleJson.write(revision.rule()));
        }
    }

    @Command(
            name = "list",
            description = "Lists rules, by code; deleted ones are left out.",
            footer = {"", "Examples:", "  holdfast rules list --active true", "  holdfast rules list -o json"})
    int list(
            @Option(
                            names = "--active",
                            arity = "1",
                            paramLabel = "true|false",
                            description = "Only those that are, or are not.")
                    @Nullable
                    Boolean active,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(
                shop -> output.page(session, shop.pricing().list(new RuleFilter(active), page.request()), COLUMNS));
    }

    @Command(
            name = "show",
            description = "Shows a rule; in JSON all of it, which rules add takes without revision and changed_at.",
            footer = {"", "Examples:", "  holdfast rules show SPRING -o json"})
    int show(@Parameters(paramLabel = "CODE", description = "Its code.") String code, @Mixin OutputOptions output) {
        return session.work(shop -> output.one(session, shop.pricing().get(code), COLUMNS));
    }

    @Command(
            name = "history",
            description = "Lists the revisions of a rule, the first one first; also of a deleted one.",
            footer = {"", "Examples:", "  holdfast rules history SPRING", "  holdfast rules history SPRING -o json"})
    int history(
            @Parameters(paramLabel = "CODE", description = "Its code.") String code,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(
                shop -> output.page(session, shop.pricing().history(code, page.request()), REVISIONS, Revision::of));
    }

    @Command(
            name = "add",
            description = {
                "Adds a rule out of a file with its JSON.",
                "Such as:",
                "  {\"code\": \"SPRING\", \"conditions\": {\"promo_code\": \"SPRING\"},",
                "   \"discount\": {\"type\": \"percent_off\", \"percent\": 10}}",
                "The next price is reckoned by it, on every server. A code is never used again."
            },
            footer = {"", "Examples:", "  holdfast rules add -f spring.json", "  holdfast rules add -f - < spring.json"
            })
    int add(
            @Option(
                            names = {"-f", "--file"},
                            required = true,
                            paramLabel = "FILE",
                            description = "The file, or - for the standard input.")
                    String file,
            @Mixin OutputOptions output) {
        String json = TextFile.read(session, file);
        return session.work(Purpose.SET_UP, (shop, configuration) -> {
            PricingRule rule = parse(json, configuration);
            return output.one(session, shop.pricing().add(rule), COLUMNS);
        });
    }

    @Command(
            name = "enable",
            description = "Lets a rule price again.",
            footer = {"", "Examples:", "  holdfast rules enable SPRING"})
    int enable(@Parameters(paramLabel = "CODE", description = "Its code.") String code, @Mixin OutputOptions output) {
        return change(code, "{\"active\": true}", output);
    }

    @Command(
            name = "disable",
            description = "Makes a rule a draft, which prices nothing, until it is enabled.",
            footer = {"", "Examples:", "  holdfast rules disable SPRING"})
    int disable(@Parameters(paramLabel = "CODE", description = "Its code.") String code, @Mixin OutputOptions output) {
        return change(code, "{\"active\": false}", output);
    }

    @Command(
            name = "delete",
            description = "Takes a rule out of use for good; its code is not used again.",
            footer = {"", "Examples:", "  holdfast rules delete SPRING"})
    int delete(@Parameters(paramLabel = "CODE", description = "Its code.") String code) {
        return session.work(shop -> {
            shop.pricing().archive(code);
            session.err().println("deleted the rule " + code);
            return ExitCode.DONE;
        });
    }

    private int change(String code, String patch, OutputOptions output) {
        return session.work(shop -> output.one(session, shop.pricing().change(code, patch), COLUMNS));
    }

    // What is wrong with a field names the field; what is wrong with all of it has to name the file.
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
