package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.CartFilter;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.inventory.BackorderFilter;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page far down a list reads as few rows as the first one, whichever plan the connection has cached. */
class DeepPagesTest {
    private static final int ENTRIES = 20_000;
    private static final int LIMIT = 10;

    // The page and one row more; the planner may also read the ends of an index.
    private static final int FEW = 3 * LIMIT;

    // The driver prepares a statement at its fifth run, and the database caches a plan after five more.
    private static final int OFTEN = 20;

    private static final String DEEP = ENTRIES - 100 + "-1-1";

    private static final TestShop shop = new TestShop();
    private static final Variant moved = shop.variant(100);
    private static final Variant unmoved = shop.variant(100);

    @BeforeAll
    static void fill() {
        shop.execute("""
                insert into #products (handle, name, base_price, currency, created_at, updated_at)
                select 'p-' || n, 'Product', 500, 'USD', now(), now() from generate_series(1, %1$d) as n;
                insert into #variants (product_id, sku, created_at, updated_at)
                select id, 'V-' || id, now(), now() from #products;
                insert into #carts (status, currency, book_token, priced_at, policy, created_at, updated_at)
                select 'open', 'USD', 1, now(), 'holdfast', now(), now() from generate_series(1, %1$d);
                insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after,
                                           reserved_after, at)
                select %2$d, 1, 1 + n, 'adjusted', 0, 0, 100, 0, now() from generate_series(1, %1$d) as n
                union all
                select id, 1, 1, 'adjusted', 0, 0, 0, 0, now() from #variants where id not in (%2$d, %3$d);
                analyze #products; analyze #variants; analyze #carts; analyze #stock_ledger""".formatted(ENTRIES, moved.id(), unmoved.id()));
    }

    @BeforeAll
    static void letOrdersWait() {
        long order = shop.checkOut(shop.cartWith(unmoved, 1)).id();
        shop.execute("""
                alter table #backorders drop constraint backorders_order_id_item_id_fkey;
                insert into #orders
                select (jsonb_populate_record(null::#orders, to_jsonb(o) || jsonb_build_object('id', n, 'number', n::text, 'event', null))).*
                from #orders o, generate_series(%2$d + 1, %2$d + %1$d) as n where o.id = %2$d;
                insert into #backorders (order_id, item_id, variant_id, location_id, quantity, placed_at)
                select id, 1, case when id %% 1000 = 0 then %4$d else %3$d end, 1, 1, placed_at from #orders
                on conflict do nothing;
                analyze #orders; analyze #backorders""".formatted(ENTRIES, order, moved.id(), unmoved.id()));
    }

    @Test
    void whatOrdersWaitFor() throws Exception {
        Function<Holdfast, Page<?>> first =
                joined -> joined.inventory().backorders(BackorderFilter.all(), PageRequest.first(LIMIT));
        Function<Holdfast, Page<?>> deep =
                joined -> joined.inventory().backorders(BackorderFilter.all(), new PageRequest(LIMIT, DEEP));

        assertThat(read("backorders", first, deep)).isLessThan(FEW);
        assertThat(read("orders", first, deep)).isLessThan(FEW);
        assertThat(read("variants", first, deep)).isLessThan(FEW);
    }

    @Test
    void whatOrdersWaitForOfAVariantThatFewWaitForAndOfOneThatManyDo() throws Exception {
        BackorderFilter few = BackorderFilter.ofVariant(unmoved.id());
        BackorderFilter many = new BackorderFilter(moved.id(), null, null, "default");
        Function<Holdfast, Page<?>> ofFew = joined -> joined.inventory().backorders(few, PageRequest.first(LIMIT));
        Function<Holdfast, Page<?>> ofMany =
                joined -> joined.inventory().backorders(many, new PageRequest(LIMIT, DEEP));

        assertThat(read("backorders", ofFew, ofMany)).isLessThan(FEW);
        assertThat(read("backorders", ofMany, ofFew)).isLessThan(FEW);
    }

    @Test
    void variants() throws Exception {
        Function<Holdfast, Page<?>> first =
                joined -> joined.catalog().variants(VariantFilter.all(), PageRequest.first(LIMIT));
        Function<Holdfast, Page<?>> deep = joined ->
                joined.catalog().variants(VariantFilter.all(), new PageRequest(LIMIT, String.valueOf(ENTRIES - 20)));

        assertThat(read("variants", first, deep)).isLessThan(FEW);
    }

    @Test
    void products() throws Exception {
        Function<Holdfast, Page<?>> first =
                joined -> joined.catalog().products(ProductFilter.all(), PageRequest.first(LIMIT));
        Function<Holdfast, Page<?>> deep = joined ->
                joined.catalog().products(ProductFilter.all(), new PageRequest(LIMIT, String.valueOf(ENTRIES - 20)));

        assertThat(read("products", first, deep)).isLessThan(FEW);
    }

    @Test
    void carts() throws Exception {
        CartFilter all = new CartFilter(null, null);
        Function<Holdfast, Page<?>> first = joined -> joined.carts().list(all, PageRequest.first(LIMIT));
        String twentiethFromTheFirst = String.valueOf(firstCart() + 20);
        Function<Holdfast, Page<?>> deep =
                joined -> joined.carts().list(all, new PageRequest(LIMIT, twentiethFromTheFirst));

        assertThat(read("carts", first, deep)).isLessThan(FEW);
    }

    @Test
    void theLedgerOfAVariantAfterThoseOfVariantsThatHardlyMoved() throws Exception {
        Function<Holdfast, Page<?>> first =
                joined -> joined.inventory().movements(unmoved.id(), PageRequest.first(LIMIT));
        Function<Holdfast, Page<?>> deep =
                joined -> joined.inventory().movements(moved.id(), new PageRequest(LIMIT, "20"));

        assertThat(read("stock_ledger", first, deep)).isLessThan(FEW);
    }

    /** The rows of a table that the second list reads on a connection that has often read the first one. */
    private static long read(String table, Function<Holdfast, Page<?>> often, Function<Holdfast, Page<?>> then)
            throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Holdfast joined = shop.holdfast.within(connection);
            for (int i = 0; i < OFTEN; i++) {
                assertThat(often.apply(joined).items()).isNotEmpty();
            }
            long before = rowsRead(connection, table);
            assertThat(then.apply(joined).items()).hasSize(LIMIT);
            long after = rowsRead(connection, table);
            connection.rollback();
            return after - before;
        }
    }

    private static long firstCart() {
        return Long.parseLong(
                shop.texts("select cast(min(id) as text) from #carts").get(0));
    }

    private static long rowsRead(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
                        where schemaname = '%s' and relname = '%s'""".formatted(shop.schema, table))) {
            row.next();
            return row.getLong(1);
        }
    }
}
