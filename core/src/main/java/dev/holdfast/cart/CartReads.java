package dev.holdfast.cart;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartItemsTable;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.internal.promo.PromoReads;
import dev.holdfast.internal.promo.PromoSupply;
import dev.holdfast.internal.rules.CountingBooks;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.sql.Conditions;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.internal.stock.Overdue;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockTable;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Reads carts as their buyers see them, without locking anything. Thread-safe.
 *
 * <p>One statement reads a cart with its items, its promo codes and, if a rule asks for it, the number of orders that its
 * user has placed, so that all of it comes from one snapshot, on a host's connection in READ COMMITTED as well. It
 * returns a row for each item, or a single one for a cart without items; the columns of the cart are the same in each of
 * its rows, with the promo codes as JSON.
 */
final class CartReads {
    private static final String SELECTED = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            selected as materialized (select * from #carts c where\s""";

    private static final String WITH_THEIR_PARTS = """
            ),
            carts as materialized (
              select cart.*, clock.now, (select json_agg(stored) from (
            """ + PromoReads.STORED_CODES_OF_CART + """
                ) as stored) as stored_codes, $orders_placed as orders_placed,
                case when cart.order_id is not null and cart.promo_codes <> '{}' then (
                  select json_agg(step) from (
                    select i.explanation from #order_items i where i.order_id = cart.order_id
                    union all
                    select c.explanation from #order_charges c where c.order_id = cart.order_id) as sold
                  cross join lateral jsonb_array_elements(sold.explanation) as step) end as sold_by
              from clock cross join selected cart)
            select cart.*, item.*
            from carts cart left join lateral (
              select 'held' as state, coalesce(i.item_id, i.id) as item_id, i.id as row_id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity,
                     i.backordered_quantity, cast(null as bigint) as preordered_quantity, i.available_at,
                     i.unit_price, i.min_unit_price, i.reserved_since, i.reserved_until, v.sku,
                     coalesce(v.name, p.name) as name,
                     i.gift_rule, i.metadata as item_metadata, i.kit_id, i.units_per_kit
              from #cart_items i join #variants v on v.id = coalesce(i.kit_id, i.variant_id) join #products p on p.id = v.product_id
              where i.cart_id = cart.id
              union all
              select 'expired', e.id, e.id, e.variant_id, e.location_id, v.product_id, null, e.quantity,
                     0, null, null, null, null, e.reserved_since, e.expired_at, v.sku, coalesce(v.name, p.name), null, e.metadata,
                     null, null
              from #expired_items e join #variants v on v.id = e.variant_id join #products p on p.id = v.product_id
              where e.cart_id = cart.id
              union all
              select 'ordered', sold.id, sold.id, sold.variant_id, sold.location_id, sold.product_id, sold.category, sold.quantity,
                     coalesce(waiting.units, 0), waiting.preordered, waiting.available_at, sold.unit_price, sold.min_unit_price, null, null, sold.sku, sold.name, sold.gift_rule,
                     sold.metadata, null, null
              from #order_items sold cross join lateral (
                select sum(b.quantity) as units, sum(b.quantity) filter (where b.available_at is not null) as preordered,
                       max(b.available_at) as available_at
                from #backorders b join #orders o on o.id = b.order_id
                where b.order_id = sold.order_id and b.item_id = sold.id
                  and not (o.pay_by <= cart.now and\s""" + Overdue.AWAITED + """
              )) as waiting
              where sold.order_id = cart.order_id) as item on true
            order by $sorted, item.item_id, item.row_id
            """;

    // An open cart is priced by the orders that there are now, any other by those that there were.
    private static final String ORDERS_PLACED = """
            case when cart.user_id is null or cart.book_token <> all(:counting) then null
                 when cart.order_id is null then (
                   select count(*) from (select from #orders o where o.user_id = cart.user_id limit :most) as placed) + (
                   select count(*) from #checkout_sessions s
                   where s.user_id = cart.user_id and s.status = 'open' and s.expires_at > clock.now and s.cart_id <> cart.id)
                 else (select o.orders_placed from #orders o where o.id = cart.order_id) end""";

    private static final String ONE = SELECTED + "c.id = :id" + WITH_THEIR_PARTS.replace("$sorted", "cart.id");

    private static final String ONE_OF_TOKEN =
            SELECTED + "c.token = :token" + WITH_THEIR_PARTS.replace("$sorted", "cart.id");

    private static final String NEWEST = SELECTED + "$conditions\norder by c.id desc limit :limit\n"
            + WITH_THEIR_PARTS.replace("$sorted", "cart.id desc");

    // Carts of a time, which the index by time finds.
    private static final String NEWEST_OF_TIME =
            SELECTED + "$conditions\norder by c.created_at desc, c.id desc limit :limit\n"
                    + WITH_THEIR_PARTS.replace("$sorted", "cart.created_at desc, cart.id desc");

    private final Database database;
    private final RuleBooks books;
    private final LocationCache locations;
    private final Statement one;
    private final Statement oneOfToken;
    private final Statement newest;
    private final Statement newestOfTime;

    CartReads(Database database, RuleBooks books, LocationCache locations) {
        this.locations = locations;
        this.database = database;
        this.books = books;
        this.one = Statement.of(database, ONE);
        this.oneOfToken = Statement.of(database, ONE_OF_TOKEN);
        this.newest = Statement.of(database, NEWEST);
        this.newestOfTime = Statement.of(database, NEWEST_OF_TIME);
    }

    /** A statement with the number of orders that users have placed, and without it where no rule asks for that. */
    private record Statement(String counting, String plain) {
        static Statement of(Database database, String sql) {
            return new Statement(
                    database.sql(sql.replace("$orders_placed", ORDERS_PLACED)),
                    database.sql(sql.replace("$orders_placed", "cast(null as bigint)")));
        }

        Query query(Handle handle, CountingBooks books, Conditions conditions) {
            return books.tokens().isEmpty()
                    ? conditions.of(handle, plain)
                    : conditions
                            .of(handle, counting)
                            .bind("counting", books.array())
                            .bind("most", books.most());
        }
    }

    Optional<Cart> one(long cartId) {
        return read(one, new Conditions().value("id", cartId)).stream().findFirst();
    }

    Optional<Cart> one(String token) {
        return read(oneOfToken, new Conditions().value("token", token)).stream().findFirst();
    }

    Page<Cart> page(CartFilter filter, PageRequest request) {
        CartStatus status = filter.status();
        boolean isOfTime = filter.userId() == null && (filter.createdFrom() != null || filter.createdTo() != null);
        String behind = isOfTime
                ? "(c.created_at, c.id) < ((select created_at from #carts where id = :before), :before)"
                : "c.id < :before";
        Conditions conditions = new Conditions()
                .value("limit", request.limit() + 1)
                .and(database.sql(behind), "before", Paging.cursor(request))
                .and("c.user_id = :user_id", "user_id", filter.userId())
                .and("c.status = :status", "status", status == null ? null : status.word())
                .and("c.created_at >= :from", "from", Paging.moment(filter.createdFrom()))
                .and("c.created_at < :to", "to", Paging.moment(filter.createdTo()));
        List<Cart> carts = read(isOfTime ? newestOfTime : newest, conditions);
        return Paging.page(carts, request, Cart::id, cart -> cart);
    }

    // Whether orders have to be counted is known once the books of the carts are in memory, which they mostly are.
    private List<Cart> read(Statement statement, Conditions conditions) {
        for (CountingBooks counting = books.counting(); ; ) {
            CountingBooks known = counting;
            List<CartSnapshot> found = database.read(handle -> read(statement.query(handle, known, conditions)));
            List<Cart> carts = new ArrayList<>(found.size());
            for (CartSnapshot cart : found) {
                RuleBook book = books.at(cart.head().bookToken());
                counting = counting.with(book);
                carts.add(CartView.show(cart, book, locations::code));
            }
            if (counting.equals(known)) {
                return carts;
            }
        }
    }

    private List<CartSnapshot> read(Query query) {
        return query.bind("now", database.clockTime()).execute((executed, context) -> {
            List<CartSnapshot> carts = new ArrayList<>();
            try (ResultSet row = executed.get().getResultSet()) {
                boolean isMore = row.next();
                while (isMore) {
                    Found cart = Found.at(row);
                    do {
                        cart.addItem(row);
                        isMore = row.next();
                    } while (isMore && row.getLong("id") == cart.head.id());
                    carts.add(cart.snapshot());
                }
            }
            return carts;
        });
    }

    /** A cart whose rows are being read. */
    private record Found(
            CartHead head,
            Instant now,
            List<PromoSupply> promos,
            List<RuleOutcome> soldBy,
            @Nullable Long ordersPlaced,
            List<CartItemRow> items,
            List<ExpiredItemRow> expired) {

        static Found at(ResultSet row) throws SQLException {
            CartHead head = CartsTable.head(row);
            String soldBy = row.getString("sold_by");
            return new Found(
                    head,
                    Rows.instant(row, "now"),
                    PromoReads.supplies(row.getString("stored_codes"), head.userId()),
                    soldBy == null ? List.of() : OutcomesJson.read(soldBy),
                    Rows.optionalLong(row, "orders_placed"),
                    new ArrayList<>(),
                    new ArrayList<>());
        }

        void addItem(ResultSet row) throws SQLException {
            String state = row.getString("state");
            if (state == null) {
                return;
            }
            switch (state) {
                case "held" ->
                    addHeld(item(row, Rows.instant(row, "reserved_since"), Rows.instant(row, "reserved_until")));
                // The items of an order do not expire.
                case "ordered" -> items.add(item(row, Instant.MIN, Instant.MAX));
                case "expired" ->
                    expired.add(new ExpiredItemRow(
                            row.getInt("item_id"),
                            StockTable.key(row),
                            row.getInt("quantity"),
                            Rows.optionalInstant(row, "reserved_since"),
                            Rows.instant(row, "reserved_until"),
                            row.getString("sku"),
                            row.getString("name"),
                            MetadataJson.read(row.getString("item_metadata"))));
                default -> throw new IllegalStateException("unknown state " + state);
            }
        }

        private void addHeld(CartItemRow row) {
            CartItemRow last = items.isEmpty() ? null : items.get(items.size() - 1);
            if (last != null && last.id() == row.id()) {
                items.set(items.size() - 1, last.and(row));
            } else {
                items.add(row);
            }
        }

        private static CartItemRow item(ResultSet row, Instant reservedSince, Instant reservedUntil)
                throws SQLException {
            return new CartItemRow(
                    row.getInt("item_id"),
                    holds(row),
                    row.getLong("product_id"),
                    row.getString("category"),
                    row.getLong("unit_price"),
                    Rows.optionalLong(row, "min_unit_price"),
                    reservedSince,
                    reservedUntil,
                    row.getString("sku"),
                    row.getString("name"),
                    MetadataJson.read(row.getString("item_metadata")),
                    row.getString("gift_rule"));
        }

        // What is left of an order's promises is not told by location.
        private static List<Hold> holds(ResultSet row) throws SQLException {
            StockKey key = StockTable.key(row);
            int id = row.getInt("row_id");
            int quantity = row.getInt("quantity");
            int backordered = row.getInt("backordered_quantity");
            Instant availableAt = Rows.optionalInstant(row, "available_at");
            int preordered = row.getInt("preordered_quantity");
            return preordered == 0 || preordered == backordered
                    ? List.of(CartItemsTable.hold(row, "row_id"))
                    : List.of(
                            new Hold(id, key, quantity - preordered, backordered - preordered, null),
                            new Hold(id, key, preordered, preordered, availableAt));
        }

        // A bought cart shows what it was sold for even after its order has given its codes back.
        private List<PromoSupply> codes() {
            return promos.stream().map(code -> code.sold(soldBy, head.userId())).toList();
        }

        CartSnapshot snapshot() {
            return CartSnapshot.of(
                    head,
                    items,
                    expired,
                    PromoSupply.asHeld(head.promoCodes(), PromoSupply.byKey(codes()), head.userId(), head.currency()),
                    ordersPlaced == null ? null : (Integer) ordersPlaced.intValue(),
                    now);
        }
    }
}
