package dev.holdfast.cli.command;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.input.Amounts;
import dev.holdfast.cli.input.References;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast quote}. */
@Command(
        name = "quote",
        description = {
            "Prices lines by the rules of this moment, and holds nothing.",
            "JSON has all reasons, as the HTTP API gives them; CSV has the lines."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast quote --sku TS-RED-M=2 --tier gold --code SPRING --explain",
            "  holdfast quote --sku TS-RED-M=2 --charge shipping=4.90 --attribute channel=web --explain",
            "  holdfast quote --sku TS-RED-M=2 --sku MUG-GREEN -o json"
        })
final class QuoteCommand implements Callable<Integer> {
    private static final List<Column<Quote>> COLUMNS = List.of(
            Column.number("subtotal", Quote::subtotal),
            Column.number("charge_total", Quote::chargeTotal),
            Column.number("discount_total", Quote::discountTotal),
            Column.number("total", Quote::total),
            Column.text("currency", quote -> quote.total().currency()),
            Column.text("policy", Quote::policy),
            Column.text("priced_at", Quote::pricedAt));

    private static final List<Column<QuotedCharge>> CHARGES = List.of(
            Column.text("code", quoted -> quoted.charge().code()),
            Column.number("amount", quoted -> quoted.charge().amount()),
            Column.number("discount", QuotedCharge::discount),
            Column.number("total", QuotedCharge::total));

    private static final List<Column<Line>> LINES = List.of(
            Column.number("variant_id", line -> line.variant().id()),
            Column.text("sku", line -> line.variant().sku()),
            Column.text("name", line -> line.variant().name()),
            Column.number("quantity", line -> line.quoted().line().quantity()),
            Column.number("unit_price", line -> line.quoted().line().unitPrice()),
            Column.number("subtotal", line -> line.quoted().subtotal()),
            Column.number("discount", line -> line.quoted().discount()),
            Column.number("total", line -> line.quoted().total()));

    private final Session session;

    @Option(
            names = "--sku",
            required = true,
            paramLabel = "SKU[=UNITS]",
            description = "A variant by its SKU or id, and how many, 1 when not said; may be given again.")
    private List<String> lines = List.of();

    @Option(names = "--tier", paramLabel = "TIER", description = "The buyer's tier, such as gold.")
    private @Nullable String tier;

    @Option(names = "--code", paramLabel = "CODE", description = "A promo code; may be given again.")
    private List<String> codes = List.of();

    @Option(names = "--user", paramLabel = "USER", description = "The buyer's id.")
    private @Nullable String user;

    @Option(names = "--currency", paramLabel = "CODE", description = "The currency. Default: that of the first line.")
    private @Nullable String currency;

    @Option(
            names = "--charge",
            paramLabel = "CODE=AMOUNT",
            description = "What it costs besides, such as shipping=4.90; may be given again.")
    private Map<String, String> charges = Map.of();

    @Option(
            names = "--attribute",
            paramLabel = "NAME=VALUE",
            description = "What rules may ask for besides, such as channel=web; may be given again.")
    private Map<String, String> attributes = Map.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            description = "The arithmetic, such as best_for_customer. Default: the shop's.")
    private @Nullable String policy;

    @Option(names = "--explain", description = "In a table: show step by step what each rule did, and why not.")
    private boolean explain;

    @Mixin
    private OutputOptions output = new OutputOptions();

    QuoteCommand(Session session) {
        this.session = session;
    }

    /** A line and what it is a line of. */
    record Line(Variant variant, QuotedItem quoted) {}

    @Override
    public Integer call() {
        return session.work(this::quote);
    }

    private int quote(Holdfast shop) {
        List<Variant> variants = new ArrayList<>();
        List<QuoteRequest.Line> wanted = new ArrayList<>();
        for (String line : lines) {
            int equals = line.lastIndexOf('=');
            Variant variant = References.variant(shop, equals < 0 ? line : line.substring(0, equals));
            variants.add(variant);
            wanted.add(new QuoteRequest.Line(variant.id(), equals < 0 ? 1 : units(line, equals)));
        }
        Currency own = Amounts.currency(currency, variants.get(0).price().currency());
        Quote quote = shop.pricing()
                .quote(new QuoteRequest(wanted, own, user, tier, codes, charges(own), null, attributes, policy()));
        List<Line> priced = IntStream.range(0, variants.size())
                .mapToObj(i -> new Line(variants.get(i), quote.lines().get(i)))
                .toList();
        if (explain && output.format() == OutputOptions.Format.TABLE) {
            new Waterfall(quote, priced, session.style()).lines().forEach(session.out()::println);
            return ExitCode.DONE;
        }
        output.document(session, quote, COLUMNS, priced, LINES);
        return output.more(session, quote.charges(), CHARGES);
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
