package dev.holdfast.internal;

import dev.holdfast.internal.json.OutcomesJson;
import dev.holdfast.pricing.Outcome;
import dev.holdfast.pricing.QuotedLine;
import dev.holdfast.pricing.RuleOutcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a {@link Shop} has become: one statement, in which each row is written by one part. The counts that come
 * back must be those that were sent.
 */
final class Saver {
    private static final String HOLDINGS = """
            with stock_written as (
              update #stock s set stock_quantity = n.stock_quantity, reserved_quantity = n.reserved_quantity,
                                  version = n.version
              from unnest(cast(:s_variant as bigint[]), cast(:s_location as int[]), cast(:s_stock as int[]),
                          cast(:s_reserved as int[]), cast(:s_version as bigint[]), cast(:s_loaded as bigint[]))
                   as n(variant_id, location_id, stock_quantity, reserved_quantity, version, loaded_version)
              where s.variant_id = n.variant_id and s.location_id = n.location_id and s.version = n.loaded_version
              returning 1),
            ledger_written as (
              insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta,
                                         stock_after, reserved_after, reason, reference, cart_id, order_id, at)
              select n.*, cast(:now as timestamptz)
              from unnest(cast(:l_variant as bigint[]), cast(:l_location as int[]), cast(:l_version as bigint[]),
                          cast(:l_kind as text[]), cast(:l_stock_delta as int[]), cast(:l_reserved_delta as int[]),
                          cast(:l_stock_after as int[]), cast(:l_reserved_after as int[]), cast(:l_reason as text[]),
                          cast(:l_reference as text[]), cast(:l_cart as bigint[]), cast(:l_order as bigint[])) as n
              returning 1),
            carts_written as (
              update #carts c set status = n.status, user_id = n.user_id, user_tier = n.user_tier,
                     promo_codes = string_to_array(n.promo_codes, chr(31)), last_item_id = n.last_item_id,
                     book_token = n.book_token, priced_at = n.priced_at, policy = n.policy, order_id = n.order_id,
                     updated_at = n.updated_at
              from unnest(cast(:c_id as bigint[]), cast(:c_status as text[]), cast(:c_user_id as text[]),
                          cast(:c_user_tier as text[]), cast(:c_promo_codes as text[]), cast(:c_last_item_id as int[]),
                          cast(:c_book_token as bigint[]), cast(:c_priced_at as timestamptz[]),
                          cast(:c_policy as text[]), cast(:c_order_id as bigint[]), cast(:c_updated_at as timestamptz[]))
                   as n(id, status, user_id, user_tier, promo_codes, last_item_id, book_token, priced_at, policy,
                        order_id, updated_at)
              where c.id = n.id
              returning 1),
            lines_removed as (
              delete from #cart_items i
              using unnest(cast(:d_cart as bigint[]), cast(:d_id as int[])) as n(cart_id, id)
              where i.cart_id = n.cart_id and i.id = n.id
              returning 1),
            lines_changed as (
              update #cart_items i set product_id = n.product_id, category = n.category, quantity = n.quantity,
                     unit_price = n.unit_price, reserved_since = n.reserved_since, reserved_until = n.reserved_until
              from unnest(cast(:u_cart as bigint[]), cast(:u_id as int[]), cast(:u_product as bigint[]),
                          cast(:u_category as text[]), cast(:u_quantity as int[]), cast(:u_unit_price as bigint[]),
                          cast(:u_since as timestamptz[]), cast(:u_until as timestamptz[]))
                   as n(cart_id, id, product_id, category, quantity, unit_price, reserved_since, reserved_until)
              where i.cart_id = n.cart_id and i.id = n.id
              returning 1),
            lines_added as (
              insert into #cart_items (cart_id, id, product_id, category, quantity, unit_price, reserved_since,
                                       reserved_until, variant_id, location_id)
              select *
              from unnest(cast(:a_cart as bigint[]), cast(:a_id as int[]), cast(:a_product as bigint[]),
                          cast(:a_category as text[]), cast(:a_quantity as int[]), cast(:a_unit_price as bigint[]),
                          cast(:a_since as timestamptz[]), cast(:a_until as timestamptz[]),
                          cast(:a_variant as bigint[]), cast(:a_location as int[]))
              returning 1),
            expired_removed as (
              delete from #expired_items i
              using unnest(cast(:f_cart as bigint[]), cast(:f_id as int[])) as n(cart_id, id)
              where i.cart_id = n.cart_id and i.id = n.id
              returning 1),
            expired_added as (
              insert into #expired_items (cart_id, id, variant_id, location_id, quantity, expired_at)
              select *
              from unnest(cast(:e_cart as bigint[]), cast(:e_id as int[]), cast(:e_variant as bigint[]),
                          cast(:e_location as int[]), cast(:e_quantity as int[]), cast(:e_at as timestamptz[]))
              returning 1)
            """;

    private static final String ORDERS = """
            , orders_written as (
              insert into #orders (id, number, cart_id, user_id, user_tier, promo_codes, status, currency, subtotal,
                                   discount_total, total, explanation, book_token, priced_at, policy, placed_at)
              select n.id, cast(n.id as text), n.cart_id, n.user_id, n.user_tier,
                     string_to_array(n.promo_codes, chr(31)), 'placed', n.currency, n.subtotal, n.discount_total,
                     n.total, cast(n.explanation as jsonb), n.book_token, n.priced_at, n.policy,
                     cast(:now as timestamptz)
              from unnest(cast(:o_id as bigint[]), cast(:o_cart as bigint[]), cast(:o_user_id as text[]),
                          cast(:o_user_tier as text[]), cast(:o_promo_codes as text[]), cast(:o_currency as text[]),
                          cast(:o_subtotal as bigint[]), cast(:o_discount_total as bigint[]),
                          cast(:o_total as bigint[]), cast(:o_explanation as text[]), cast(:o_book_token as bigint[]),
                          cast(:o_priced_at as timestamptz[]), cast(:o_policy as text[]))
                   as n(id, cart_id, user_id, user_tier, promo_codes, currency, subtotal, discount_total, total,
                        explanation, book_token, priced_at, policy)
              returning 1),
            order_items_written as (
              insert into #order_items (order_id, id, variant_id, location_id, product_id, category, sku, name,
                                        quantity, unit_price, subtotal, discount, total, explanation)
              select n.order_id, n.id, n.variant_id, n.location_id, n.product_id, n.category, n.sku, n.name,
                     n.quantity, n.unit_price, n.subtotal, n.discount, n.total, cast(n.explanation as jsonb)
              from unnest(cast(:i_order as bigint[]), cast(:i_id as int[]), cast(:i_variant as bigint[]),
                          cast(:i_location as int[]), cast(:i_product as bigint[]), cast(:i_category as text[]),
                          cast(:i_sku as text[]), cast(:i_name as text[]), cast(:i_quantity as int[]),
                          cast(:i_unit_price as bigint[]), cast(:i_subtotal as bigint[]), cast(:i_discount as bigint[]),
                          cast(:i_total as bigint[]), cast(:i_explanation as text[]))
                   as n(order_id, id, variant_id, location_id, product_id, category, sku, name, quantity, unit_price,
                        subtotal, discount, total, explanation)
              returning 1)
            """;

    private static final String COUNTS = "select " + Transactions.NAME + """
             as transaction_name, array[
              (select count(*) from stock_written), (select count(*) from ledger_written),
              (select count(*) from carts_written), (select count(*) from lines_removed),
              (select count(*) from lines_changed), (select count(*) from lines_added),
              (select count(*) from expired_removed), (select count(*) from expired_added)
            """;

    private static final String ORDER_COUNTS =
            ", (select count(*) from orders_written), (select count(*) from order_items_written)";

    private final NamedStatement save;
    private final NamedStatement saveWithOrders;
    private final NamedStatement saveWithPromos;
    private final NamedStatement saveWithOrdersAndPromos;

    Saver(Database database) {
        save = new NamedStatement(database.sql(HOLDINGS + COUNTS + "]"));
        saveWithOrders = new NamedStatement(database.sql(HOLDINGS + ORDERS + COUNTS + ORDER_COUNTS + "]"));
        saveWithPromos = new NamedStatement(
                database.sql(HOLDINGS + PromoChanges.PARTS + COUNTS + PromoChanges.COUNTS + "]"));
        saveWithOrdersAndPromos = new NamedStatement(database.sql(
                HOLDINGS + ORDERS + PromoChanges.PARTS + COUNTS + ORDER_COUNTS + PromoChanges.COUNTS + "]"));
    }

    /**
     * Writes what changed.
     *
     * @return the transaction's id, by which its fate can be asked for; null when nothing changed
     */
    @Nullable
    String save(Handle handle, Shop shop) {
        Changes changes = Changes.of(shop);
        if (changes.isEmpty()) {
            return null;
        }
        List<NewOrder> orders = shop.orders();
        NamedStatement statement = statement(!orders.isEmpty(), !changes.promos().isEmpty());
        try (NamedStatement.Execution query = statement.on(handle.getConnection())) {
            query.value("now", Instants.text(shop.now()));
            List<Long> expected = new ArrayList<>();
            bindStock(query, changes, expected);
            bindCarts(query, changes, expected);
            bindLines(query, changes, expected);
            if (!orders.isEmpty()) {
                bindOrders(query, orders, expected);
            }
            if (!changes.promos().isEmpty()) {
                bindPromos(query, changes.promos(), expected);
            }
            return query.read(executed -> transactionId(executed, expected));
        }
    }

    private NamedStatement statement(boolean withOrders, boolean withPromos) {
        if (withPromos) {
            return withOrders ? saveWithOrdersAndPromos : saveWithPromos;
        }
        return withOrders ? saveWithOrders : save;
    }

    private static String transactionId(PreparedStatement executed, List<Long> expected) throws SQLException {
        try (ResultSet row = executed.getResultSet()) {
            row.next();
            List<Long> written = List.of((Long[]) row.getArray(2).getArray());
            if (!written.equals(expected)) {
                throw new IllegalStateException("wrote " + written + " rows instead of " + expected);
            }
            return row.getString(1);
        }
    }

    private static void bindStock(NamedStatement.Execution query, Changes changes, List<Long> expected) {
        Columns<StockRow> stock = new Columns<>(query, changes.stock());
        stock.longs("s_variant", row -> row.key().variantId())
                .ints("s_location", row -> row.key().locationId())
                .ints("s_stock", StockRow::stockQuantity)
                .ints("s_reserved", StockRow::reservedQuantity)
                .longs("s_version", StockRow::version)
                .longs("s_loaded", StockRow::loadedVersion);
        Columns<LedgerRow> ledger = new Columns<>(query, changes.ledger());
        ledger.longs("l_variant", row -> row.key().variantId())
                .ints("l_location", row -> row.key().locationId())
                .longs("l_version", LedgerRow::version)
                .texts("l_kind", LedgerRow::kind)
                .ints("l_stock_delta", LedgerRow::stockDelta)
                .ints("l_reserved_delta", LedgerRow::reservedDelta)
                .ints("l_stock_after", LedgerRow::stockAfter)
                .ints("l_reserved_after", LedgerRow::reservedAfter)
                .texts("l_reason", LedgerRow::reason)
                .texts("l_reference", LedgerRow::reference)
                .longs("l_cart", LedgerRow::cartId)
                .longs("l_order", LedgerRow::orderId);
        expected.add(stock.size());
        expected.add(ledger.size());
    }

    private static void bindCarts(NamedStatement.Execution query, Changes changes, List<Long> expected) {
        Columns<CartRow.Columns> carts = new Columns<>(query, changes.carts());
        carts.longs("c_id", CartRow.Columns::id)
                .texts("c_status", CartRow.Columns::status)
                .texts("c_user_id", CartRow.Columns::userId)
                .texts("c_user_tier", CartRow.Columns::userTier)
                .texts("c_promo_codes", cart -> PromoTexts.join(cart.promoCodes()))
                .ints("c_last_item_id", CartRow.Columns::lastItemId)
                .longs("c_book_token", CartRow.Columns::bookToken)
                .instants("c_priced_at", CartRow.Columns::pricedAt)
                .texts("c_policy", CartRow.Columns::policy)
                .longs("c_order_id", CartRow.Columns::orderId)
                .instants("c_updated_at", CartRow.Columns::updatedAt);
        expected.add(carts.size());
    }

    private static void bindLines(NamedStatement.Execution query, Changes changes, List<Long> expected) {
        expected.add(new Columns<>(query, changes.linesRemoved())
                .longs("d_cart", Changes.OfCart::cartId)
                .ints("d_id", removed -> removed.line().id())
                .size());
        expected.add(lineColumns(query, changes.linesChanged(), "u_").size());
        expected.add(lineColumns(query, changes.linesAdded(), "a_")
                .longs("a_variant", added -> added.line().key().variantId())
                .ints("a_location", added -> added.line().key().locationId())
                .size());
        expected.add(new Columns<>(query, changes.expiredRemoved())
                .longs("f_cart", Changes.OfCart::cartId)
                .ints("f_id", removed -> removed.line().id())
                .size());
        expected.add(new Columns<>(query, changes.expiredAdded())
                .longs("e_cart", Changes.OfCart::cartId)
                .ints("e_id", added -> added.line().id())
                .longs("e_variant", added -> added.line().key().variantId())
                .ints("e_location", added -> added.line().key().locationId())
                .ints("e_quantity", added -> added.line().quantity())
                .instants("e_at", added -> added.line().expiredAt())
                .size());
    }

    private static Columns<Changes.OfCart<Line>> lineColumns(
            NamedStatement.Execution query, List<Changes.OfCart<Line>> lines, String prefix) {
        return new Columns<>(query, lines)
                .longs(prefix + "cart", Changes.OfCart::cartId)
                .ints(prefix + "id", of -> of.line().id())
                .longs(prefix + "product", of -> of.line().productId())
                .texts(prefix + "category", of -> of.line().category())
                .ints(prefix + "quantity", of -> of.line().quantity())
                .longs(prefix + "unit_price", of -> of.line().unitPrice())
                .instants(prefix + "since", of -> of.line().reservedSince())
                .instants(prefix + "until", of -> of.line().reservedUntil());
    }

    private static void bindOrders(NamedStatement.Execution query, List<NewOrder> orders, List<Long> expected) {
        expected.add(new Columns<>(query, orders)
                .longs("o_id", NewOrder::id)
                .longs("o_cart", order -> order.cart().columns().id())
                .texts("o_user_id", order -> order.cart().columns().userId())
                .texts("o_user_tier", order -> order.cart().columns().userTier())
                .texts(
                        "o_promo_codes",
                        order -> PromoTexts.join(order.cart().columns().promoCodes()))
                .texts("o_currency", order -> order.cart().columns().currency().getCurrencyCode())
                .longs("o_subtotal", order -> order.quote().subtotal().minor())
                .longs(
                        "o_discount_total",
                        order -> order.quote().discountTotal().minor())
                .longs("o_total", order -> order.quote().total().minor())
                .texts("o_explanation", order -> applied(order.quote().explanation()))
                .longs("o_book_token", order -> order.quote().bookToken())
                .instants("o_priced_at", order -> order.quote().pricedAt())
                .texts("o_policy", order -> order.quote().policy())
                .size());
        record Item(long orderId, Line line, QuotedLine quoted) {}
        List<Item> items = new ArrayList<>();
        for (NewOrder order : orders) {
            List<Line> lines = order.cart().lines();
            for (int i = 0; i < lines.size(); i++) {
                items.add(
                        new Item(order.id(), lines.get(i), order.quote().lines().get(i)));
            }
        }
        expected.add(new Columns<>(query, items)
                .longs("i_order", Item::orderId)
                .ints("i_id", item -> item.line().id())
                .longs("i_variant", item -> item.line().key().variantId())
                .ints("i_location", item -> item.line().key().locationId())
                .longs("i_product", item -> item.line().productId())
                .texts("i_category", item -> item.line().category())
                .texts("i_sku", item -> item.line().sku())
                .texts("i_name", item -> item.line().name())
                .ints("i_quantity", item -> item.line().quantity())
                .longs("i_unit_price", item -> item.line().unitPrice())
                .longs("i_subtotal", item -> item.quoted().subtotal().minor())
                .longs("i_discount", item -> item.quoted().discount().minor())
                .longs("i_total", item -> item.quoted().total().minor())
                .texts("i_explanation", item -> applied(item.quoted().explanation()))
                .size());
    }

    private static void bindPromos(NamedStatement.Execution query, PromoChanges changes, List<Long> expected) {
        expected.add(new Columns<>(query, changes.codes())
                .longs("pc_id", row -> row.columns().id())
                .longs("pc_held_uses", row -> row.counts().heldUses())
                .longs("pc_claimed_uses", row -> row.counts().claimedUses())
                .longs("pc_held_amount", row -> row.counts().heldAmount())
                .longs("pc_claimed_amount", row -> row.counts().claimedAmount())
                .longs("pc_loaded", PromoRow::loadedVersion)
                .size());
        List<PromoRow> reclaimed = changes.codes().stream()
                .filter(row -> row.reclaimedUses() > 0)
                .toList();
        new Columns<>(query, changes.carts()).longs("px_carts", cart -> cart);
        new Columns<>(query, reclaimed).longs("px_id", row -> row.columns().id());
        expected.add(
                reclaimed.stream().mapToLong(PromoRow::reclaimedUses).sum());
        expected.add(new Columns<>(query, changes.removed())
                .longs("pd_code", PromoChanges.OfCode::codeId)
                .longs("pd_cart", removed -> removed.use().cartId())
                .size());
        expected.add(new Columns<>(query, changes.written())
                .longs("pu_code", PromoChanges.OfCode::codeId)
                .longs("pu_cart", written -> written.use().cartId())
                .texts("pu_user", written -> written.use().userId())
                .longs("pu_amount", written -> written.use().amount())
                .instants("pu_until", written -> written.use().heldUntil())
                .longs("pu_order", written -> written.use().orderId())
                .size());
    }

    // What did not apply is derived again from the book, the policy and the inputs when somebody asks.
    private static String applied(List<RuleOutcome> explanation) {
        return OutcomesJson.write(explanation.stream()
                .filter(step -> step.outcome() == Outcome.APPLIED || step.outcome() == Outcome.CAPPED)
                .toList());
    }

    /** A list of rows as arrays, one for each column. */
    private record Columns<T>(NamedStatement.Execution query, List<T> rows) {
        Columns<T> longs(String name, Function<T, @Nullable Long> column) {
            query.longs(name, rows.stream().map(column).toArray(Long[]::new));
            return this;
        }

        Columns<T> ints(String name, Function<T, Integer> column) {
            query.ints(name, rows.stream().map(column).toArray(Integer[]::new));
            return this;
        }

        Columns<T> texts(String name, Function<T, @Nullable String> column) {
            query.texts(name, rows.stream().map(column).toArray(String[]::new));
            return this;
        }

        Columns<T> instants(String name, Function<T, Instant> column) {
            return texts(name, row -> Instants.text(column.apply(row)));
        }

        long size() {
            return rows.size();
        }
    }
}
