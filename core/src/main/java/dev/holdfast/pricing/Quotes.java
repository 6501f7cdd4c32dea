package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.catalog.ProductNotActiveException;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.promo.PromoReads;
import dev.holdfast.internal.promo.UnknownCodes;
import dev.holdfast.internal.rules.CountingBooks;
import dev.holdfast.internal.rules.PriceRow;
import dev.holdfast.internal.rules.PriceSql;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.StoredCode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes quotes without a cart: one statement reads prices, book and time, and the engine does the rest. */
final class Quotes {
    private final Database database;
    private final RuleBooks books;
    private final Settings settings;
    private final PromoReads promos;

    Quotes(Database database, RuleBooks books, Settings settings) {
        this.database = database;
        this.books = books;
        this.settings = settings;
        this.promos = new PromoReads(database);
    }

    Quote quote(QuoteRequest request) {
        check(request);
        Long[] ids = request.items().stream().map(QuoteRequest.Item::variantId).toArray(Long[]::new);
        // Without a count, or a user whose orders could be counted, there is nothing to be found out.
        String userId = request.ordersPlaced() == null ? request.userId() : null;
        CountingBooks counting = books.counting();
        List<PriceRow> rows = prices(ids, userId, counting);
        RuleBook book = books.at(rows.get(0).token());
        while (userId != null && !counting.with(book).equals(counting)) {
            // That the book asks for a count was not known before it was read.
            counting = counting.with(book);
            rows = prices(ids, userId, counting);
            book = books.at(rows.get(0).token());
        }
        PriceRow first = rows.get(0);
        List<Currency> currencies = rows.stream().map(Quotes::currency).toList();
        Currency currency = request.currency() != null ? request.currency() : currencies.get(0);
        PricingContext context = new PricingContext(
                currency,
                request.userId(),
                request.userTier(),
                request.promoCodes(),
                storedCodes(request, currency),
                request.ordersPlaced() == null ? first.ordersPlaced() : request.ordersPlaced(),
                request.attributes());
        List<QuoteItem> items = items(request, rows, currency);
        checkCharges(request.charges(), currency);
        PricingPolicy policy = request.policy() == null ? settings.policy() : request.policy();
        Quote quote = PriceEngine.quote(book, items, request.charges(), context, policy, first.now());
        UnknownCodes.tell(settings.listener(), request.promoCodes(), quote.explanation());
        return quote;
    }

    private List<PriceRow> prices(Long[] ids, @Nullable String userId, CountingBooks counting) {
        return database.read(
                PriceSql.class,
                sql -> userId == null || counting.tokens().isEmpty()
                        ? sql.prices(ids, database.clockTime())
                        : sql.pricesAndOrders(ids, userId, counting.array(), counting.most(), database.clockTime()));
    }

    private static Currency currency(PriceRow row) {
        if (row.currency() == null || row.sku() == null || row.productStatus() == null) {
            throw new NotFoundException("variant", "variant_id", row.variantId());
        }
        ProductStatus status = ProductStatus.of(row.productStatus());
        if (status != ProductStatus.ACTIVE) {
            throw new ProductNotActiveException(row.variantId(), row.sku(), status);
        }
        return row.currency();
    }

    private List<StoredCode> storedCodes(QuoteRequest request, Currency currency) {
        return request.promoCodes().isEmpty()
                ? List.of()
                : database.read(handle -> promos.offered(handle, request.promoCodes(), request.userId(), currency));
    }

    private static List<QuoteItem> items(QuoteRequest request, List<PriceRow> rows, Currency currency) {
        Validation checks = new Validation();
        List<QuoteItem> items = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            PriceRow row = rows.get(i);
            checks.that(
                    currency.equals(row.currency()),
                    "/lines/" + i + "/variant_id",
                    "variant " + row.variantId() + " is sold in " + row.currency() + ", not in " + currency);
            items.add(new QuoteItem(
                    i + 1L,
                    row.variantId(),
                    row.productId(),
                    row.category(),
                    request.items().get(i).quantity(),
                    new Money(row.price(), currency),
                    row.minPrice() == null ? null : new Money(row.minPrice(), currency),
                    null));
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
            checks.that(codes.add(charge.code()), pointer + "/code", "is duplicated");
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
                    "/lines", "has " + items.size() + " entries, not between 1 and " + Limits.ITEMS_PER_QUOTE);
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
}
