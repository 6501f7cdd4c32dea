package dev.holdfast.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.Locations;
import dev.holdfast.location.NewLocation;
import dev.holdfast.migrations.MigrationException.Reason;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A shop of the version before, which its servers may still write to until the migration is finished. */
class FinishTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private static final LocationChange SELLS = LocationChange.sells(true);

    // As the version before writes an item.
    private static final String OLD_ITEM = """
            insert into #cart_items (cart_id, id, variant_id, location_id, product_id, category, quantity,
              backordered_quantity, unit_price, min_unit_price, reserved_since, reserved_until, gift_rule)
            select cart_id, id + 1, %d, location_id, product_id, category, quantity, 0, unit_price, min_unit_price,
              reserved_since, reserved_until, gift_rule from #cart_items""";

    // What each command of the version before reads after its locks.
    private static final String OLD_CLOCK = "select count(*) from #rule_book where token > 0 and id = 1";

    private final DataSource dataSource = TestDatabase.dataSource();
    private final String schema = "finish_test_" + SCHEMAS.incrementAndGet();

    @AfterEach
    void removeSchema() throws SQLException {
        execute("drop schema if exists " + schema + " cascade");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A shop that had carts before the version that splits items. */
    private TestShop oldShop() throws SQLException {
        String all = Migrations.script(0, schema).replaceAll("(?m)^\\\\.*$", "");
        execute(all.substring(0, all.indexOf("\n-- V33__")) + "commit;");
        execute("insert into " + schema + ".carts (status, currency, book_token, priced_at, policy, created_at,"
                + " updated_at) values ('deleted', 'USD', 1, now(), 'default', now(), now())");
        Migrations.apply(dataSource, schema);
        TestShop shop = new TestShop(schema, dataSource, dataSource);
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        return shop;
    }

    /** What a server of the version before leaves: a row that does not say which item it belongs to. */
    private static void forgetItems(TestShop shop) {
        shop.execute("update #cart_items set item_id = null");
    }

    @Test
    void locationsSellOnceTheMigrationIsFinished() throws SQLException {
        TestShop shop = oldShop();
        Locations locations = shop.holdfast.locations();
        Variant tee = shop.variant(3);
        Variant mug = shop.variant(3);
        shop.holdfast.inventory().at("berlin").receive(tee.id(), 5, null);
        long cart = shop.cartWith(tee, 2);
        forgetItems(shop);

        assertThatThrownBy(() -> locations.change("berlin", SELLS)).isInstanceOf(MigrationNotFinishedException.class);
        shop.execute(OLD_ITEM.formatted(mug.id()));
        shop.execute("delete from #cart_items where id = 2");
        assertThat(shop.count(OLD_CLOCK)).isOne();

        assertThat(Migrations.finish(dataSource, schema)).isTrue();
        assertThat(Migrations.finish(dataSource, schema)).isFalse();
        assertThatThrownBy(() -> shop.execute(OLD_ITEM.formatted(mug.id()))).hasMessageContaining("item_id");
        assertThatThrownBy(() -> shop.count(OLD_CLOCK)).hasMessageContaining("rule_book");
        locations.change("berlin", SELLS);
        shop.put(cart, tee, 7);
        assertThat(shop.show(cart).items())
                .singleElement()
                .satisfies(item -> assertThat(item.holds())
                        .extracting(CartItem.Hold::location, CartItem.Hold::quantity)
                        .containsExactly(tuple("default", 2), tuple("berlin", 5)));
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void anItemOfAServerOfTheVersionBeforeIsBought() throws SQLException {
        TestShop shop = oldShop();
        Variant tee = shop.variant(5);
        long cart = shop.cartWith(tee, 2);
        forgetItems(shop);

        shop.put(cart, tee, 3);
        assertThat(shop.show(cart).items())
                .extracting(CartItem::id, CartItem::quantity)
                .containsExactly(tuple(1, 3));
        Order order = shop.checkOut(cart);

        assertThat(order.items())
                .singleElement()
                .satisfies(item -> assertThat(item.sources())
                        .containsExactly(new OrderItem.Source(tee.id(), "default", 3, 0, null)));
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void anItemOfAServerOfTheVersionBeforeExpires() throws SQLException {
        TestShop shop = oldShop();
        Variant tee = shop.variant(5);
        long swept = shop.cartWith(tee, 2);
        long reclaimed = shop.cartWith(tee, 3);
        forgetItems(shop);
        shop.letExpire();

        shop.cartWith(tee, 1);
        shop.sweep();

        for (long cart : new long[] {swept, reclaimed}) {
            assertThat(shop.show(cart).expiredItems())
                    .extracting(ExpiredItem::id)
                    .containsExactly(1);
        }
        assertThat(shop.now(tee).reservedQuantity()).isEqualTo(1);
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aNewShopIsFinishedFromTheStart() {
        Migrations.apply(dataSource, schema);

        assertThat(Migrations.finish(dataSource, schema)).isFalse();
        assertThat(new TestShop(schema, dataSource, dataSource)
                        .holdfast
                        .locations()
                        .create(NewLocation.of("berlin", "Berlin"))
                        .sells())
                .isTrue();
    }

    @Test
    void aTableInUseIsNotWaitedForLong() throws SQLException {
        TestShop shop = oldShop();
        shop.cartWith(shop.variant(5), 2);
        forgetItems(shop);
        try (OtherTransaction other = new OtherTransaction(shop)) {
            other.execute("select 1 from #cart_items for update");
            assertThatThrownBy(() -> Migrations.finish(dataSource, schema, Duration.ofMillis(50)))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("cart_items was in use for 50 ms")
                    .extracting("reason")
                    .isEqualTo(Reason.BUSY);
        }
        assertThatThrownBy(() -> shop.holdfast.locations().change("berlin", SELLS))
                .isInstanceOf(MigrationNotFinishedException.class);

        assertThat(Migrations.finish(dataSource, schema)).isTrue();
        assertThat(shop.count("select count(*) from #cart_items where item_id = id"))
                .isEqualTo(1);
        assertThat(shop.count("select count(*) from pg_constraint where conrelid = '#cart_items'::regclass"
                        + " and conname = 'cart_items_item_id'"))
                .as("what is there for a while only")
                .isZero();
    }

    @Test
    void aSchemaThatIsNotUpToDateIsRefused() throws SQLException {
        String all = Migrations.script(0, schema).replaceAll("(?m)^\\\\.*$", "");
        execute(all.substring(0, all.indexOf("\n-- V33__")) + "commit;");

        assertThatThrownBy(() -> Migrations.finish(dataSource, schema))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("before all migrations are applied");
    }
}
