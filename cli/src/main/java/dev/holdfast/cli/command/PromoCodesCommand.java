package dev.holdfast.cli.command;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.promo.GeneratedCodes;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast promo-codes}. */
@Command(
        name = "promo-codes",
        description = "Manages the stored promo codes of a rule: adds, lists, changes and deletes them.")
final class PromoCodesCommand extends CommandGroup {
    private static final int PAGE = 100;

    private static final List<Column> ADDED = Column.list("code");

    private static final List<Column> COLUMNS =
            Column.list("code! rule~ active limits.max_uses# limits.max_uses_per_user#~ limits.budget#~ "
                    + "held_uses# claimed_uses# held_amount#~ claimed_amount#~ created_at~ updated_at~");

    PromoCodesCommand(Session session) {
        super(session);
    }

    @Command(
            name = "add",
            description = {
                "Adds promo codes to a rule.",
                "Adds the codes given, or generates as many as --generate says. The rule must have the condition "
                        + "stored_codes. Writes the codes, one per line."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast promo-codes add SPRING FIRST-TEN --max-uses 10",
                "  holdfast promo-codes add SPRING --generate 1000 --prefix SPR- --max-uses 1 -o csv > codes.csv"
            })
    int add(
            @Parameters(
                            index = "0",
                            paramLabel = "RULE",
                            completionCandidates = Codes.Rules.class,
                            description = "The rule's code.")
                    String rule,
            @Parameters(index = "1..*", arity = "0..*", paramLabel = "CODE", description = "The codes to add.")
                    @Nullable
                    List<String> codes,
            @Option(names = "--generate", paramLabel = "N", description = "The number of codes to generate.") @Nullable
                    Integer count,
            @Option(
                            names = "--prefix",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "The prefix of generated codes. Default: none.")
                    String prefix,
            @Option(
                            names = "--length",
                            paramLabel = "N",
                            defaultValue = "" + GeneratedCodes.DEFAULT_LENGTH,
                            description = "The number of characters after the prefix. Default: ${DEFAULT-VALUE}.")
                    int length,
            @Option(
                            names = "--max-uses",
                            paramLabel = "N",
                            description = "The number of orders that can use each code. Default: unlimited.")
                    @Nullable
                    Long maxUses,
            @Option(
                            names = "--max-uses-per-user",
                            paramLabel = "N",
                            description =
                                    "The number of orders of one user that can use each code. Default: unlimited.")
                    @Nullable
                    Long maxUsesPerUser,
            @Option(
                            names = "--budget",
                            paramLabel = "AMOUNT",
                            description = "The total discount that each code can give. Default: unlimited.")
                    @Nullable
                    String budget,
            @Option(
                            names = "--currency",
                            paramLabel = "CODE",
                            description = "The currency of the budget. Default: HOLDFAST_CURRENCY.")
                    @Nullable
                    String currency,
            @Mixin OutputOptions output) {
        boolean isNamed = codes != null && !codes.isEmpty();
        if (isNamed == (count != null)) {
            throw wrong(isNamed ? "codes and --generate cannot be combined" : "codes or --generate are required");
        }
        return session.work(Purpose.SET_UP, (shop, configuration) -> {
            PromoLimits limits =
                    new PromoLimits(maxUses, maxUsesPerUser, money(budget, currency, configuration.currency()));
            List<String> added = codes != null && isNamed
                    ? shop.promoCodes().add(rule, codes, limits, true)
                    : shop.promoCodes()
                            .generate(
                                    rule,
                                    new GeneratedCodes(Objects.requireNonNullElse(count, 0), prefix, length),
                                    limits,
                                    true);
            return output.page(session, new Page<>(added, null), ADDED, code -> Map.of("code", code));
        });
    }

    @Command(
            name = "list",
            description = "Lists the codes of a rule in the order in which they were added.",
            footer = {
                "",
                "Examples:",
                "  holdfast promo-codes list SPRING --limit 10",
                "  holdfast promo-codes list SPRING --all -o csv > codes.csv"
            })
    int list(
            @Parameters(paramLabel = "RULE", completionCandidates = Codes.Rules.class, description = "The rule's code.")
                    String rule,
            @Option(
                            names = "--all",
                            description = "All codes instead of one page; a table repeats its heading every " + PAGE
                                    + " rows.")
                    boolean all,
            @Mixin PageOptions page,
            @Mixin OutputOptions output) {
        return session.work(shop -> all
                ? output.all(session, cursor -> shop.promoCodes().list(rule, new PageRequest(PAGE, cursor)), COLUMNS)
                : output.page(session, shop.promoCodes().list(rule, page.request()), COLUMNS));
    }

    @Command(
            name = "show",
            description = "Shows a code and its uses.",
            footer = {"", "Examples:", "  holdfast promo-codes show FIRST-TEN"})
    int show(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.StoredPromoCodes.class,
                            description = "The code.")
                    String code,
            @Mixin OutputOptions output) {
        return session.work(shop -> output.one(session, shop.promoCodes().get(code), COLUMNS));
    }

    @Command(
            name = "enable",
            description = "Allows carts to use a code again.",
            footer = {"", "Examples:", "  holdfast promo-codes enable FIRST-TEN"})
    int enable(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.StoredPromoCodes.class,
                            description = "The code.")
                    String code,
            @Mixin OutputOptions output) {
        return change(code, true, output);
    }

    @Command(
            name = "disable",
            description = "Stops more carts from using a code; carts that hold it keep it.",
            footer = {"", "Examples:", "  holdfast promo-codes disable FIRST-TEN"})
    int disable(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.StoredPromoCodes.class,
                            description = "The code.")
                    String code,
            @Mixin OutputOptions output) {
        return change(code, false, output);
    }

    @Command(
            name = "delete",
            description = "Deletes a code. It cannot be added again.",
            footer = {"", "Examples:", "  holdfast promo-codes delete FIRST-TEN"})
    int delete(
            @Parameters(
                            paramLabel = "CODE",
                            completionCandidates = Codes.StoredPromoCodes.class,
                            description = "The code.")
                    String code) {
        return session.work(shop -> {
            shop.promoCodes().delete(code);
            session.say("deleted the promo code " + code);
            return ExitCode.DONE;
        });
    }

    private int change(String code, boolean active, OutputOptions output) {
        return session.work(
                shop -> output.one(session, shop.promoCodes().change(code, PromoCodeChange.active(active)), COLUMNS));
    }

    private @Nullable Money money(@Nullable String amount, @Nullable String currency, Currency otherwise) {
        try {
            return amount == null ? null : Money.of(amount, currency == null ? otherwise.getCurrencyCode() : currency);
        } catch (IllegalArgumentException e) {
            throw wrong("--budget: " + e.getMessage());
        }
    }
}
