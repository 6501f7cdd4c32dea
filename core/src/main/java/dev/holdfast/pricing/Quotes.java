package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.promo.PromoReads;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.StoredCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prices of what nobody holds: one statement reads prices, book and time, the engine does the rest. */
final class Quotes {
    private static final String LOAD = """
            select n.position, n.variant_id, v.product_id, coalesce(v.price, p.base_price) as price, p.currency,
                   p.category, b.token, coalesce(cast(:now as timestamptz), clock_timestamp()) as now
            from unnest(cast(:variant_ids as bigint[])) with ordinality as n(variant_id, position)
            cross join #rule_book b
            left join #variants v on v.id = n.variant_id
            left join #products p on p.id = v.product_id
            order by n.position
            """;

    private final Database database;
    private final RuleBooks books;
    private final Settings settings;
    private final PromoReads promos;
    private final String load;

    Quotes(Database database, RuleBooks books, Settings settings) {
        this.database = database;
        this.books = books;
        this.settings = settings;
        this.promos = new PromoReads(database);
        this.load = database.sql(LOAD);
    }

    Quote quote(QuoteRequest request) {
        check(request);
        Long[] ids = request.items().stream().map(QuoteRequest.Item::variantId).toArray(Long[]::new);
        List<Row> rows = database.read(handle -> handle.createQuery(load)
                .bind("variant_ids", ids)
                .bind("now", database.clockTime())
                .map((row, context) -> Row.of(row))
                .list());
        Row first = rows.get(0);
        for (Row row : rows) {
            if (row.currency == null) {
                throw new NotFoundException("variant", "variant_id", row.variantId);
            }
        }
        Currency currency = request.currency() != null ? request.currency() : Currency.getInstance(first.currency);
        PricingContext context = new PricingContext(
                currency,
                request.userId(),
                request.userTier(),
                request.promoCodes(),
                storedCodes(request, currency),
                request.ordersPlaced(),
                request.attributes());
        List<QuoteItem> items = items(request, rows, currency);
        checkCharges(request.charges(), currency);
        PricingPolicy policy = request.policy() == null ? settings.policy() : request.policy();
        return PriceEngine.quote(books.at(first.token), items, request.charges(), context, policy, first.now);
    }

    private List<StoredCode> storedCodes(QuoteRequest request, Currency currency) {
        return request.promoCodes().isEmpty()
                ? List.of()
                : database.read(handle -> promos.offered(handle, request.promoCodes(), request.userId(), currency));
    }

    private static List<QuoteItem> items(QuoteRequest request, List<Row> rows, Currency currency) {
        Validation checks = new Validation();
        List<QuoteItem> items = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            checks.that(
                    currency.getCurrencyCode().equals(row.currency),
                    "/lines/" + i + "/variant_id",
                    "the variant " + row.variantId + " is sold in " + row.currency + ", not in " + currency);
            items.add(new QuoteItem(
                    i + 1L,
                    row.variantId,
                    row.productId,
                    row.category,
                    request.items().get(i).quantity(),
                    new Money(row.price, currency)));
        }
        checks.throwIfAny();
        return items;
    }

    private static void checkCharges(List<QuoteCharge> charges, Currency currency) {
        Validation checks = new Validation();
        checks.that(
                charges.size() <= Limits.CHARGES,
                "/charges",
                "has " + charges.size() + " charges, more than " + Limits.CHARGES);
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < charges.size(); i++) {
            QuoteCharge charge = charges.get(i);
            String pointer = "/charges/" + i;
            InputChecks.chargeCode(checks, pointer + "/code", charge.code());
            checks.that(codes.add(charge.code()), pointer + "/code", "is there twice");
            checks.between(pointer + "/amount", charge.amount().minor(), 0, Limits.AMOUNT);
            checks.that(
                    charge.amount().currency().equals(currency),
                    pointer + "/amount",
                    charge.amount() + " is not in " + currency);
        }
        checks.throwIfAny();
    }

    private static void check(QuoteRequest request) {
        List<QuoteRequest.Item> items = request.items();
        if (items.isEmpty() || items.size() > Limits.ITEMS_PER_QUOTE) {
            throw new InvalidInputException(
                    "/lines", "has " + items.size() + " lines, not between 1 and " + Limits.ITEMS_PER_QUOTE);
        }
        Validation checks = new Validation();
        for (int i = 0; i < items.size(); i++) {
            InputChecks.quantity(
                    checks, "/lines/" + i + "/quantity", items.get(i).quantity());
        }
        InputChecks.userId(checks, request.userId());
        InputChecks.userTier(checks, request.userTier());
        InputChecks.promoCodes(checks, request.promoCodes());
        InputChecks.attributes(checks, request.attributes());
        Integer placed = request.ordersPlaced();
        checks.that(placed == null || placed >= 0, "/orders_placed", placed + " is negative");
        checks.throwIfAny();
    }

    /** A variant as it is sold; the currency is null when there is no such variant. */
    private record Row(
            long variantId,
            long productId,
            long price,
            @Nullable String currency,
            @Nullable String category,
            long token,
            Instant now) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("variant_id"),
                    row.getLong("product_id"),
                    row.getLong("price"),
                    row.getString("currency"),
                    row.getString("category"),
                    row.getLong("token"),
                    row.getObject("now", OffsetDateTime.class).toInstant());
        }
    }
}
