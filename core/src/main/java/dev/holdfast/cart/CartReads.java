package dev.holdfast.cart;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.promo.PromoReads;
import dev.holdfast.internal.promo.PromoSupply;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.StockTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/** Reads carts without locking anything. A cart and all its lines are one statement, so they belong together. */
final class CartReads {
    private final Database database;
    private final String one;
    private final String many;

    CartReads(Database database) {
        this.database = database;
        one = database.sql(carts("c.id = :id"));
        many = database.sql(carts("""
                c.id < :before
                and (cast(:user_id as text) is null or c.user_id = :user_id)
                and (cast(:status as text) is null or c.status = :status)
                order by c.id desc limit :limit"""));
    }

    private static String carts(String wanted) {
        return """
                with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
                wanted as materialized (
                  select * from #carts c where %s)
                select c.id, c.status, c.user_id, c.user_tier, c.promo_codes, c.currency, c.last_item_id, c.book_token,
                       c.priced_at, c.policy, c.charges, c.attributes, c.declined_gifts, c.order_id, c.created_at,
                       c.updated_at, clock.now,
                       i.source, i.item_id, i.variant_id, i.location_id, i.product_id, i.category, i.quantity,
                       i.unit_price, i.reserved_since, i.reserved_until, i.sku, i.name, i.gift_rule,
                       i.currency as promo_currency, i.numbers
                from clock cross join wanted c left join lateral (
                  select 'held' as source, h.id as item_id, h.variant_id, h.location_id, h.product_id, h.category,
                         h.quantity, h.unit_price, h.reserved_since, h.reserved_until, v.sku,
                         coalesce(v.name, p.name) as name, h.gift_rule,
                         cast(null as text) as currency, cast(null as bigint[]) as numbers
                  from #cart_items h join #variants v on v.id = h.variant_id join #products p on p.id = v.product_id
                  where h.cart_id = c.id
                  union all
                  select 'expired', e.id, e.variant_id, e.location_id, null, null, e.quantity, null, null, e.expired_at,
                         v.sku, coalesce(v.name, p.name), null, null, null
                  from #expired_items e join #variants v on v.id = e.variant_id join #products p on p.id = v.product_id
                  where e.cart_id = c.id
                  union all
                  select 'bought', o.id, o.variant_id, o.location_id, o.product_id, o.category, o.quantity,
                         o.unit_price, null, null, o.sku, o.name, o.gift_rule, null, null
                  from #order_items o where o.order_id = c.order_id
                  union all
                  select 'promo', null, null, null, null, null, null, null, null, u.held_until, p.code,
                         p.rule_code, null, p.currency, %s
                  from %s) as i on true
                order by c.id desc, i.item_id
                """.formatted(
                        wanted,
                        PromoReads.numbers("clock.now", "c.user_id"),
                        PromoReads.tables("clock.now", "c.id", "c.promo_codes"));
    }

    Optional<CartSnapshot> one(long cartId) {
        return database.read(handle -> read(handle.createQuery(one).bind("id", cartId))).stream()
                .findFirst();
    }

    Page<CartSnapshot> many(CartFilter filter, PageRequest page) {
        long before = Paging.before(page);
        List<CartSnapshot> rows = database.read(handle -> read(handle.createQuery(many)
                .bind("before", before)
                .bind("user_id", filter.userId())
                .bind("status", filter.status() == null ? null : filter.status().word())
                .bind("limit", page.limit() + 1)));
        return Paging.page(rows, page, cart -> cart.columns().id(), cart -> cart);
    }

    private List<CartSnapshot> read(Query query) {
        return query.bind("now", database.clockTime()).execute((executed, context) -> {
            Map<Long, Found> found = new LinkedHashMap<>();
            try (ResultSet row = executed.get().getResultSet()) {
                while (row.next()) {
                    long id = row.getLong("id");
                    Found cart = found.get(id);
                    if (cart == null) {
                        cart = new Found(CartsTable.head(row), Rows.instant(row, "now"));
                        found.put(id, cart);
                    }
                    cart.add(row);
                }
            }
            return found.values().stream().map(Found::snapshot).toList();
        });
    }

    private record Found(
            CartHead columns,
            Instant now,
            List<CartItemRow> lines,
            List<ExpiredItemRow> expired,
            List<PromoSupply> promos) {
        Found(CartHead columns, Instant now) {
            this(columns, now, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void add(ResultSet row) throws SQLException {
            String source = row.getString("source");
            if (source == null) {
                return;
            }
            if (source.equals("promo")) {
                promos.add(promo(row));
                return;
            }
            int id = row.getInt("item_id");
            if (source.equals("expired")) {
                expired.add(new ExpiredItemRow(
                        id,
                        StockTable.key(row),
                        row.getInt("quantity"),
                        Rows.instant(row, "reserved_until"),
                        row.getString("sku"),
                        row.getString("name")));
            } else {
                boolean bought = source.equals("bought");
                lines.add(new CartItemRow(
                        id,
                        StockTable.key(row),
                        row.getLong("product_id"),
                        row.getString("category"),
                        row.getInt("quantity"),
                        row.getLong("unit_price"),
                        bought ? Instant.MIN : Rows.instant(row, "reserved_since"),
                        // What was bought does not expire.
                        bought ? Instant.MAX : Rows.instant(row, "reserved_until"),
                        row.getString("sku"),
                        row.getString("name"),
                        row.getString("gift_rule")));
            }
        }

        private PromoSupply promo(ResultSet row) throws SQLException {
            OffsetDateTime heldUntil = row.getObject("reserved_until", OffsetDateTime.class);
            return PromoReads.supply(
                    row,
                    row.getString("promo_currency"),
                    row.getString("sku"),
                    row.getString("name"),
                    columns.id(),
                    columns.userId(),
                    heldUntil == null ? null : heldUntil.toInstant());
        }

        CartSnapshot snapshot() {
            return CartSnapshot.of(
                    columns,
                    lines,
                    expired,
                    PromoSupply.asHeld(
                            columns.promoCodes(), PromoSupply.byKey(promos), columns.userId(), columns.currency()),
                    now);
        }
    }
}
