package dev.holdfast.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.Json;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast quote}. */
@Command(
        name = "quote",
        description = {
            "Prices items by the current rules, without reserving anything.",
            "JSON includes every rule's outcome, as in the HTTP API. CSV shows the items only."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast quote --sku TS-RED-M=2 --tier gold --code SPRING --explain",
            "  holdfast quote --sku TS-RED-M=2 --charge shipping=4.90 --attribute channel=web --explain",
            "  holdfast quote --sku TS-RED-M=2 --sku MUG-GREEN -o json"
        })
final class QuoteCommand implements Callable<Integer> {
    private static final List<Column> COLUMNS =
            Column.list("subtotal# charge_total# discount_total# total# currency policy priced_at");

    private static final List<Column> CHARGES = Column.list("code amount# discount# total#");

    private static final List<Column> ITEMS =
            Column.list("variant_id#~ sku! name quantity# unit_price# subtotal#~ discount# total#");

    private final Session session;

    @Option(
            names = "--sku",
            required = true,
            paramLabel = "SKU[=UNITS]",
            completionCandidates = Codes.Variants.class,
            description = "A variant by its SKU or id, and the number of units (default 1). May be repeated.")
    private List<String> lines = List.of();

    @Option(names = "--tier", paramLabel = "TIER", description = "The buyer's tier, such as gold.")
    private @Nullable String tier;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            completionCandidates = Codes.PromoCodes.class,
            description = "A promo code. May be repeated.")
    private List<String> codes = List.of();

    @Option(names = "--user", paramLabel = "USER", description = "The buyer's id.")
    private @Nullable String user;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The currency. Default: the currency of the first item.")
    private @Nullable String currency;

    @Option(
            names = "--charge",
            paramLabel = "CODE=AMOUNT",
            description = "A charge, such as shipping=4.90. May be repeated.")
    private Map<String, String> charges = Map.of();

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "An attribute for the conditions of rules, such as channel=web. May be repeated.")
    private Map<String, String> attributes = Map.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "The pricing policy, such as best_for_customer. Default: HOLDFAST_PRICING_POLICY.")
    private @Nullable String policy;

    @Option(
            names = "--explain",
            description = "In a table: show step by step what each rule did, or why it did not apply.")
    private boolean explain;

    @Mixin
    private OutputOptions output = new OutputOptions();

    QuoteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return session.work(this::quote);
    }

    private int quote(Holdfast shop) {
        List<Variant> variants = new ArrayList<>();
        List<QuoteRequest.Item> wanted = new ArrayList<>();
        for (String line : lines) {
            int equals = line.lastIndexOf('=');
            Variant variant = References.variant(shop, equals < 0 ? line : line.substring(0, equals));
            variants.add(variant);
            wanted.add(new QuoteRequest.Item(variant.id(), equals < 0 ? 1 : units(line, equals)));
        }
        Currency own = Amounts.currency(currency, variants.get(0).price().currency());
        Quote quote = shop.pricing()
                .quote(new QuoteRequest(wanted, own, user, tier, codes, charges(own), null, attributes, policy()));
        if (explain && output.format() == OutputOptions.Format.TABLE) {
            new Waterfall(quote, variants, session.style(), output.width(session))
                    .lines()
                    .forEach(session.out()::println);
            return ExitCode.DONE;
        }
        JsonNode tree = Json.tree(quote);
        List<JsonNode> items = tree.path("lines").valueStream().toList();
        for (int i = 0; i < items.size(); i++) {
            ((ObjectNode) items.get(i))
                    .put("sku", variants.get(i).sku())
                    .put("name", variants.get(i).name());
        }
        List<JsonNode> charged = tree.path("charges").valueStream().toList();
        Section[] sections = {new Section(items, ITEMS), new Section(charged, CHARGES)};
        return output.priced(session, quote, quote.searchedAll(), COLUMNS, sections);
    }

    private List<QuoteCharge> charges(Currency own) {
        return charges.entrySet().stream()
                .map(charge -> new QuoteCharge(charge.getKey(), Amounts.money("/charge", charge.getValue(), own)))
                .toList();
    }

    private @Nullable PricingPolicy policy() {
        try {
            return policy == null ? null : PricingPolicy.named(policy);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/policy", TextTable.harmless(String.valueOf(e.getMessage())));
        }
    }

    private static int units(String line, int equals) {
        String units = line.substring(equals + 1);
        if (!units.matches("[0-9]{1,9}")) {
            throw new InvalidInputException(
                    "/sku",
                    '"' + TextTable.harmless(line) + "\" does not end with a number of units, such as TS-RED-M=2");
        }
        return Integer.parseInt(units);
    }
}
