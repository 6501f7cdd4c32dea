package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WithinTest {
    private static final TestShop shop = new TestShop();
    private static final Money TEN = Money.of("10.00", "USD");

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void severalCallsInOneTransactionSeeEachOtherAndAreDoneWithIt() throws Exception {
        Order order;
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            Product product = within.catalog().addProduct(NewProduct.of("Within", TEN));
            Variant variant = within.catalog().addVariant(NewVariant.of(product.id(), "WITHIN", 5));
            long cart = within.carts().create(NewCart.anonymous()).id();
            within.carts().put(cart, PutItem.of(variant.id(), 2));
            within.inventory().receive(variant.id(), 1, null);
            order = within.checkout().place(CheckoutRequest.of(cart));
            assertThat(within.orders().get(order.id())).isEqualTo(order);
            assertThat(within.catalog().variant(variant.id()).stockQuantity()).isEqualTo(4);
            assertThatThrownBy(() -> shop.holdfast.orders().get(order.id())).isInstanceOf(NotFoundException.class);
            host.commit();
        }
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
    }

    @Test
    void aHostThatRollsBackLeavesNoTrace() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        List<String> before = everything();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().put(cart, PutItem.of(variant.id(), 3));
            within.inventory().adjust(variant.id(), -1, "lost", null);
            within.checkout().place(CheckoutRequest.of(cart));
            within.pricing().add(rule("TRACE", 10));
            within.catalog().addProduct(NewProduct.of("Trace", TEN));
        }
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRefusedCallLeavesTheTransactionUsableAndUndoesOnlyItself() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().put(cart, PutItem.of(variant.id(), 2));
            assertThatThrownBy(() -> within.carts().put(cart, PutItem.of(variant.id(), 6)))
                    .isInstanceOf(InsufficientStockException.class);
            assertThatThrownBy(() -> within.catalog().addVariant(NewVariant.of(variant.productId(), variant.sku(), 1)))
                    .isInstanceOf(TakenException.class);
            assertThatThrownBy(() -> within.orders().get(999_999)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(
                            () -> within.catalog().variants(new VariantFilter(null, null, "\0"), PageRequest.first()))
                    .isInstanceOf(InvalidInputException.class);
            host.execute("select 1");
            within.carts().put(cart, PutItem.of(variant.id(), 3));
            host.commit();
        }
        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(3);
    }

    @Test
    void aReadThatTheDatabaseRefusesLeavesTheTransactionUsable() throws Exception {
        Holdfast elsewhere = Holdfast.builder(TestDatabase.dataSource())
                .schema("not_migrated")
                .build();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            assertThatThrownBy(() -> elsewhere.within(host.connection).carts().get(1))
                    .isInstanceOf(UnavailableException.class);
            host.execute("select 1");
        }
    }

    @Test
    void theHostsOwnSavepointsStayItsOwn() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            host.execute("savepoint holdfast");
            within.carts().put(cart, PutItem.of(variant.id(), 2));
            assertThatThrownBy(() -> within.carts().put(cart, PutItem.of(variant.id(), 6)))
                    .isInstanceOf(InsufficientStockException.class);
            host.execute("rollback to savepoint holdfast");
            host.commit();
        }
        assertThat(shop.show(cart).items()).isEmpty();
    }

    @Test
    void aConnectionInAutocommitModeIsRefused() throws Exception {
        try (Connection connection = DriverManager.getConnection(TestDatabase.url())) {
            assertThatThrownBy(() -> shop.holdfast.within(connection))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("autocommit");
        }
    }

    @Test
    void nothingOfARolledBackHostIsRemembered() throws Exception {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.pricing().add(rule("ROLLED-BACK", 50));
            assertThat(within.carts()
                            .put(cart, PutItem.of(variant.id(), 1))
                            .cart()
                            .total())
                    .isEqualTo(Money.of("5.00", "USD"));
        }
        shop.holdfast.pricing().add(rule("KEPT", 10));
        assertThat(shop.put(cart, variant, 1).total()).isEqualTo(Money.of("9.00", "USD"));
        assertThat(shop.checkOut(cart).total()).isEqualTo(Money.of("9.00", "USD"));
        shop.holdfast.pricing().archive("KEPT");
    }

    @Test
    void aHostInAnotherTimeZoneAndDateStyleSeesTheSameTimes() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("set local time zone 'America/St_Johns'");
            host.execute("set local search_path to pg_temp");
            Holdfast within = shop.holdfast.within(host.connection);
            var put = within.carts().put(cart, PutItem.of(variant.id(), 2)).cart();
            assertThat(put.items().get(0).reservedUntil())
                    .isEqualTo(shop.clock.instant().plus(TestShop.HOLD));
            assertThat(within.carts().get(cart)).isEqualTo(put);
            host.commit();
            assertThat(shop.show(cart)).isEqualTo(put);
        }
    }

    @Test
    void theHostsLockTimeoutIsLeftAlone() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop);
                OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            host.execute("set lock_timeout = '1min'");
            Future<?> waits = Threads.begin(
                    () -> shop.holdfast.within(host.connection).carts().put(cart, PutItem.of(variant.id(), 1)));
            Threads.awaitWaiting(shop, 1);
            assertThat(waits).isNotDone();
            other.commit();
            Threads.join(waits);
            assertThat(host.text("show lock_timeout")).isEqualTo("1min");
            host.commit();
        }
        assertThat(shop.show(cart).items()).hasSize(1);
    }

    @Test
    void aPoolWithoutAutocommitServesAsWell() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url());
        config.setAutoCommit(false);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Holdfast holdfast =
                    Holdfast.builder(pool).schema(shop.schema).clock(shop.clock).build();
            Variant variant = shop.variant(5);
            long cart = holdfast.carts().create(NewCart.anonymous()).id();
            holdfast.carts().put(cart, PutItem.of(variant.id(), 1));
            assertThatThrownBy(() -> holdfast.carts().put(cart, PutItem.of(variant.id(), 9)))
                    .isInstanceOf(InsufficientStockException.class);
            assertThat(shop.show(cart).items()).hasSize(1);
            Order order = holdfast.checkout().place(CheckoutRequest.of(cart));
            assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
            assertThat(holdfast.carts()
                            .list(new CartFilter(null, null), PageRequest.first())
                            .items())
                    .isNotEmpty();
        }
    }

    private static PricingRule rule(String code, int percent) {
        return PricingRuleJson.read(
                "{\"code\": \"" + code + "\", \"discount\": {\"type\": \"percent_off\", \"percent\": " + percent + "}}",
                TEN.currency());
    }

    private static List<String> everything() {
        return List.of("products", "variants", "stock", "stock_ledger", "carts", "cart_items", "orders", "versions")
                .stream()
                .flatMap(table -> shop.texts("select cast(t as text) from #" + table + " t order by 1").stream())
                .toList();
    }
}
