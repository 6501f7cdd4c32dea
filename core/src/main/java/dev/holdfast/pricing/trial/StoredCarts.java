package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.rules.RuleSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.Overdue;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads the orders of a period that were not cancelled, as they were placed, and its open carts, one by one. Rows are
 * streamed, so memory is bounded.
 */
public final class StoredCarts {
    private static final int FETCH_SIZE = 2_000;

    private static final String READ_ONLY = "set transaction isolation level repeatable read, read only";

    private static final String ORDERS = """
            select o.number as name, o.user_id, o.user_tier, o.promo_codes, o.currency, o.total, o.book_token,
                   o.priced_at, o.policy, coalesce(o.attributes, c.attributes) as attributes, i.id, i.variant_id,
                   i.product_id, i.category, i.quantity, i.unit_price, i.min_unit_price, i.gift_rule, (
                     select count(*) from (
                       select from #orders e where e.user_id = o.user_id and e.id < o.id limit :most) as earlier
                   ) as orders_placed, (
                     select coalesce(jsonb_agg(jsonb_build_object('code', h.code, 'name', h.name, 'amount', h.amount)
                                               order by h.code collate "C"), '[]')
                     from #order_charges h where h.order_id = o.id
                   ) as charges
            from #orders o left join #carts c on c.id = o.cart_id join #order_items i on i.order_id = o.id
            where o.placed_at >= :from and o.placed_at < :to and o.current_status <> 'cancelled'
              and not (o.pay_by is not null and o.pay_by <= :now and\s""" + Overdue.AWAITED + """
            )
            order by o.id, i.id
            """;

    // By book, so that each book is read once.
    private static final String CARTS = """
            select cast(c.id as text) as name, c.user_id, c.user_tier, c.promo_codes, c.currency,
                   cast(null as bigint) as total, c.book_token, c.priced_at, c.policy, c.charges, c.attributes, i.id,
                   i.variant_id, i.product_id, i.category, (
                     select sum(h.quantity) from #cart_items h
                     where h.cart_id = i.cart_id and coalesce(h.item_id, h.id) = i.id and h.kit_id is null
                   ) as quantity, i.unit_price, i.min_unit_price, i.gift_rule, (
                     select count(*) from (
                       select from #orders o where o.user_id = c.user_id limit :most) as placed
                   ) + (
                     select count(*) from #checkout_sessions s
                     where s.user_id = c.user_id and s.status = 'open' and s.expires_at > :now and s.cart_id <> c.id
                   ) as orders_placed
            from #carts c join #cart_items i on i.cart_id = c.id
            where c.status = 'open' and c.updated_at >= :from and c.updated_at < :to and i.reserved_until > :now
              and i.id = coalesce(i.item_id, i.id)
            order by c.book_token, c.id, i.id
            """;

    private final Database database;
    private final RuleBooks books;
    private final String orders;
    private final String carts;

    /** For {@link dev.holdfast.pricing.PricingRules}. */
    public StoredCarts(Database database, RuleBooks books) {
        this.database = database;
        this.books = books;
        this.orders = database.sql(ORDERS);
        this.carts = database.sql(CARTS);
    }

    /** Passes each order and each open cart to {@code each}, as of one moment. */
    public void read(SimulationRequest request, Consumer<SimulatedCart> each) {
        database.read(handle -> {
            if (database.isJoined()) {
                read(handle, request, each);
                return request;
            }
            // The driver streams rows only within a transaction.
            handle.begin();
            try {
                handle.execute(READ_ONLY);
                read(handle, request, each);
                return request;
            } finally {
                handle.rollback();
            }
        });
    }

    private void read(Handle handle, SimulationRequest request, Consumer<SimulatedCart> each) {
        int most = highestNthOrder(handle, request);
        OffsetDateTime now = database.now(handle).atOffset(ZoneOffset.UTC);
        if (request.orders()) {
            try (Query query = handle.createQuery(orders).bind("most", most).bind("now", now)) {
                stream(query, handle, request, "order", each);
            }
        }
        if (request.carts()) {
            try (Query query = handle.createQuery(carts).bind("most", most).bind("now", now)) {
                stream(query, handle, request, "cart", each);
            }
        }
    }

    // A buyer's earlier orders are counted no further than any rule asks.
    private static int highestNthOrder(Handle handle, SimulationRequest request) {
        return request.rules().stream()
                .map(rule -> rule.conditions().nthOrder())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .reduce(handle.attach(RuleSql.class).highestNthOrder(), Math::max);
    }

    private void stream(
            Query query, Handle handle, SimulationRequest request, String kind, Consumer<SimulatedCart> each) {
        query.bind("from", request.from().atOffset(ZoneOffset.UTC))
                .bind("to", request.to().atOffset(ZoneOffset.UTC))
                .setFetchSize(FETCH_SIZE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    Head head = null;
                    List<QuoteItem> items = new ArrayList<>();
                    while (row.next()) {
                        if (head == null || !head.name.equals(row.getString("name"))) {
                            pass(head, items, handle, kind, each);
                            head = Head.of(row);
                            items.clear();
                        }
                        items.add(item(row, head.context.currency()));
                    }
                    pass(head, items, handle, kind, each);
                    return kind;
                });
    }

    private void pass(
            @Nullable Head head, List<QuoteItem> items, Handle handle, String kind, Consumer<SimulatedCart> each) {
        if (head == null) {
            return;
        }
        Money total = head.total == null
                ? Repricing.quote(
                                books.read(handle, head.bookToken),
                                items,
                                head.charges,
                                head.context,
                                head.policy,
                                head.pricedAt)
                        .total()
                : new Money(head.total, head.context.currency());
        each.accept(new SimulatedCart(
                kind, head.name, items, head.charges, head.context, head.policy, head.pricedAt, total));
    }

    private static QuoteItem item(ResultSet row, Currency currency) throws SQLException {
        Long minUnitPrice = Rows.optionalLong(row, "min_unit_price");
        return new QuoteItem(
                row.getInt("id"),
                row.getLong("variant_id"),
                row.getLong("product_id"),
                row.getString("category"),
                row.getInt("quantity"),
                new Money(row.getLong("unit_price"), currency),
                minUnitPrice == null ? null : new Money(minUnitPrice, currency),
                row.getString("gift_rule"));
    }

    /** A cart or an order without its items; the total is null if it is not stored. */
    private record Head(
            String name,
            PricingContext context,
            List<QuoteCharge> charges,
            @Nullable Long total,
            long bookToken,
            Instant pricedAt,
            PricingPolicy policy) {
        static Head of(ResultSet row) throws SQLException {
            long total = row.getLong("total");
            boolean isStored = !row.wasNull();
            Currency currency = Currency.getInstance(row.getString("currency"));
            String userId = row.getString("user_id");
            PricingContext context = new PricingContext(
                    currency,
                    userId,
                    row.getString("user_tier"),
                    List.of((String[]) row.getArray("promo_codes").getArray()),
                    userId == null ? null : (Integer) row.getInt("orders_placed"),
                    ExtrasJson.readAttributes(row.getString("attributes")));
            return new Head(
                    row.getString("name"),
                    context,
                    ExtrasJson.readCharges(row.getString("charges")).stream()
                            .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), currency)))
                            .toList(),
                    isStored ? (Long) total : null,
                    row.getLong("book_token"),
                    row.getObject("priced_at", OffsetDateTime.class).toInstant(),
                    PricingPolicy.named(row.getString("policy")));
        }
    }
}
