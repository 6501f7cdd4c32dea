package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Moments;
import dev.holdfast.cli.input.TextFile;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.CountProgress;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.rules.CartFile;
import dev.holdfast.cli.rules.RuleFile;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.trial.Simulation;
import dev.holdfast.pricing.trial.SimulationReport;
import dev.holdfast.pricing.trial.SimulationRequest;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast rules simulate}. */
@Command(
        name = "simulate",
        description = {
            "Shows what other rules would have charged, in total and per order.",
            "Takes the orders placed in a period and the open carts last changed in it, prices them again with the "
                    + "rules of a file or with drafts added to the shop's rules, and compares the totals with the "
                    + "original ones. It only reads, and can run while the shop is selling.",
            "With --carts FILE it prices the carts in a file instead, one JSON object per line: name, currency, "
                    + "user_id, user_tier, promo_codes, orders_placed, attributes, at, lines (each with sku or "
                    + "variant_id, and quantity; product_id, category, unit_price and min_unit_price are looked up if "
                    + "missing), charges (code, amount) and total. A cart without a total is compared with its price "
                    + "under the shop's rules."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast rules simulate -f spring.yaml --from 2026-10-01T00:00:00Z --to 2026-11-01T00:00:00Z",
            "  holdfast rules simulate --draft BLACK-FRIDAY --ignore-dates -o json",
            "  holdfast rules simulate --policy best_for_customer --carts carts.jsonl"
        })
final class RulesSimulateCommand implements Callable<Integer> {
    private static final Duration PERIOD = Duration.ofDays(30);

    private static final List<Column> EFFECTS =
            Column.list("currency priced# pays_more# pays_less# unchanged# before# after# difference#");

    private static final List<Column> CHANGES = Column.list("kind name user_id currency before# after# difference#");

    private final Session session;
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description =
                    "Rules to try, in JSON or YAML. They replace rules with the same code, and are added otherwise.")
    private @Nullable Path file;

    @Option(
            names = "--draft",
            paramLabel = "CODE",
            completionCandidates = Codes.Rules.class,
            description = "A draft of the shop to try as if it were active. May be repeated.")
    private List<String> drafts = List.of();

    @Option(names = "--alone", description = "Try these rules without the other rules of the shop.")
    private boolean alone;

    @Option(names = "--ignore-dates", description = "Ignore the start and end dates of these rules.")
    private boolean ignoreDates;

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "The pricing policy to try, such as best_for_customer. Default: the one used originally.")
    private @Nullable String policy;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Moments.class,
            description =
                    "Start of the period with its offset, such as 2026-11-01T00:00:00Z. Default: 30 days before its "
                            + "end.")
    private @Nullable OffsetDateTime from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Moments.class,
            description = "End of the period. Default: now.")
    private @Nullable OffsetDateTime to;

    @Option(names = "--orders-only", description = "Leave out open carts.")
    private boolean ordersOnly;

    @Option(
            names = "--carts",
            paramLabel = "FILE",
            description = "Price the carts in this file, or - for standard input, instead of the shop's.")
    private @Nullable Path carts;

    @Mixin
    private OutputOptions output = new OutputOptions();

    RulesSimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(Purpose.WORK, (shop, configuration) -> {
            SimulationRequest request = request(configuration);
            CountProgress progress = new CountProgress(session, "priced");
            try {
                SimulationReport report = carts == null
                        ? shop.pricing().simulate(request, progress::show)
                        : ofFile(shop, configuration, request, carts, progress);
                progress.end();
                return report(report);
            } finally {
                progress.end();
            }
        });
    }

    private SimulationReport ofFile(
            Holdfast shop, Configuration configuration, SimulationRequest request, Path path, CountProgress progress) {
        Simulation simulation = shop.pricing().simulation(request);
        CartFile file = new CartFile(shop, configuration.currency(), clock);
        TextFile.lines(session, path, line -> {
            simulation.add(file.cart(line));
            progress.show(simulation.priced());
        });
        return simulation.report();
    }

    private SimulationRequest request(Configuration configuration) {
        List<PricingRule> rules = file == null
                ? List.of()
                : RuleFile.of(file).read(TextFile.read(session, file), configuration.currency());
        if (rules.isEmpty() && drafts.isEmpty() && policy == null && !alone) {
            throw new InvalidInputException("/file", "nothing to try: give --file, --draft, --policy or --alone");
        }
        Instant end = to == null ? clock.instant() : to.toInstant();
        Instant begin = from == null ? end.minus(PERIOD) : from.toInstant();
        if (!begin.isBefore(end)) {
            throw new InvalidInputException("/from", begin + " is not before " + end);
        }
        return new SimulationRequest(
                rules, alone, Set.copyOf(drafts), ignoreDates, policy(), begin, end, true, !ordersOnly);
    }

    private @Nullable PricingPolicy policy() {
        try {
            return policy == null ? null : PricingPolicy.named(policy);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/policy", String.valueOf(e.getMessage()));
        }
    }

    private int report(SimulationReport report) {
        switch (output.format()) {
            case JSON -> output.one(session, report, List.of());
            case CSV -> output.rows(session, report.effects(), EFFECTS);
            case TABLE -> {
                output.rows(session, report.effects(), EFFECTS);
                output.more(session, largest(report), CHANGES);
            }
        }
        return ExitCode.DONE;
    }

    /** The largest changes, each with its currency. */
    private static List<ObjectNode> largest(SimulationReport report) {
        return report.effects().stream()
                .flatMap(effect -> effect.largest().stream())
                .map(change -> Json.object(change)
                        .put("currency", change.before().currency().getCurrencyCode()))
                .toList();
    }
}
