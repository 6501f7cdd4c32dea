package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A change rests on what others committed while it waited, so it is made in READ COMMITTED or not at all. */
class WithinIsolationTest {
    private static final TestShop shop = new TestShop();
    private static final String RULE = """
            {"code": "%s", "discount": {"type": "percent_off", "percent": 10}}""";

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aUsersCeilingHoldsInTheStricterLevelsToo() throws Exception {
        Holdfast limited = shop.builder().maxUnitsPerUser(5).build();
        Variant variant = shop.variant(100);
        for (int level : List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
            NewCart ofUser = new NewCart("user " + level, null, List.of(), null, Map.of());
            long first = limited.carts().create(ofUser).id();
            long second = limited.carts().create(ofUser).id();
            try (OtherTransaction host = new OtherTransaction(shop).isolated(level)) {
                // Its snapshot is older than what the other cart holds.
                host.execute("select 1 from #carts");
                limited.carts().put(first, PutItem.of(variant.id(), 5));
                Holdfast within = limited.within(host.connection);
                assertThatThrownBy(() -> within.carts().put(second, PutItem.of(variant.id(), 5)))
                        .isInstanceOf(UnusableTransactionException.class);
                host.commit();
            }
            assertThat(shop.count("select sum(i.quantity) from #cart_items i join #carts c on c.id = i.cart_id"
                            + " where c.user_id = 'user " + level + "'"))
                    .isEqualTo(5);
        }
    }

    @Test
    void noChangeIsMadeThereAndTheErrorSaysWhy() throws Exception {
        for (int level : List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
            String name = level == Connection.TRANSACTION_SERIALIZABLE ? "SERIALIZABLE" : "REPEATABLE READ";
            try (OtherTransaction host = new OtherTransaction(shop).isolated(level)) {
                refusesChangesAndReads(host, "connection: its transaction is " + name + ",", "READ COMMITTED");
            }
        }
    }

    @Test
    void inAReadOnlyTransactionReadsWorkAndTheErrorOfAChangeSaysWhy() throws Exception {
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.connection.setReadOnly(true);
            refusesChangesAndReads(host, "connection: its transaction is read only");
        }
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("set transaction read only");
            refusesChangesAndReads(host, "connection: its transaction is read only");
        }
    }

    private static void refusesChangesAndReads(OtherTransaction host, String... texts) throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        host.execute("declare earlier scroll cursor for select 1");
        Holdfast within = shop.holdfast.within(host.connection);
        List<Consumer<Holdfast>> changes = List.of(
                on -> on.carts().put(cart, PutItem.of(variant.id(), 2)),
                on -> on.carts().create(NewCart.anonymous()),
                on -> on.checkout().place(CheckoutRequest.of(cart)),
                on -> on.catalog().changeVariant(variant.id(), VariantChange.none()),
                on -> on.pricing().add(PricingRuleJson.read(RULE.formatted("NONE"), Currency.getInstance("USD"))),
                on -> on.promoCodes().delete("NONE"),
                on -> on.idempotent(
                        new IdempotencyKey("isolation", "key", "hash"),
                        Answers.text(),
                        joined -> joined.inventory().receive(variant.id(), 1, null)));
        for (Consumer<Holdfast> change : changes) {
            assertThatThrownBy(() -> change.accept(within))
                    .isInstanceOf(UnusableTransactionException.class)
                    .hasMessageContainingAll(texts);
            // The transaction goes on, with all that was done in it.
            host.execute("fetch backward 0 from earlier");
            assertThat(host.text("show lock_timeout")).isEqualTo("0");
            assertThat(host.text("show statement_timeout")).isEqualTo("0");
        }
        assertThat(within.carts().get(cart)).isEqualTo(shop.show(cart));
        assertThat(within.carts()
                        .list(new CartFilter(null, null), PageRequest.first(1))
                        .items())
                .hasSize(1);
        assertThat(within.catalog().variant(variant.id())).isEqualTo(shop.now(variant));
        assertThat(within.verify().isSound()).isTrue();
    }

    @Test
    void aFailedTransactionIsSaidToBeOne() throws Exception {
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            assertThatThrownBy(() -> host.execute("select 1 / 0")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> within.carts().get(cart))
                    .isInstanceOf(UnusableTransactionException.class)
                    .hasMessageContaining("rolled back");
            assertThatThrownBy(() -> within.carts().delete(cart)).isInstanceOf(UnusableTransactionException.class);
        }
    }

    /** Inside an idempotent request the host's lambda may break the transaction, and must not mend it by a call. */
    @Test
    void aCallInAFailedTransactionDoesNotReturnToAnOuterSavepoint() throws Exception {
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            IdempotencyKey key = new IdempotencyKey("isolation", "broken inside", "hash");
            assertThatThrownBy(() -> within.idempotent(key, Answers.text(), on -> {
                        assertThatThrownBy(() -> host.execute("select 1 / 0")).isInstanceOf(SQLException.class);
                        assertThatThrownBy(() -> on.carts().delete(cart))
                                .isInstanceOf(UnusableTransactionException.class);
                        assertThatThrownBy(() -> host.execute("select 1"))
                                .as("still failed")
                                .isInstanceOf(SQLException.class);
                        return cart;
                    }))
                    .isInstanceOf(RuntimeException.class);
            host.execute("select 1");
        }
    }

    /** A read in a serializable transaction may meet another; the host has to run its own again. */
    @Test
    void aReadThatConflictsIsNotCalledBusy() throws Exception {
        shop.cartWith(shop.variant(5), 1);
        shop.execute("create table #pivot (id int primary key, value int)");
        shop.execute("insert into #pivot values (1, 0), (2, 0)");
        try (OtherTransaction host = new OtherTransaction(shop).isolated(Connection.TRANSACTION_SERIALIZABLE);
                OtherTransaction other = new OtherTransaction(shop).isolated(Connection.TRANSACTION_SERIALIZABLE)) {
            host.execute("select value from #pivot where id = 1");
            other.execute("select value from #pivot where id = 2");
            host.execute("update #pivot set value = 1 where id = 2");
            other.execute("update #pivot set value = 1 where id = 1");
            other.commit();
            assertThatThrownBy(() -> shop.holdfast
                            .within(host.connection)
                            .carts()
                            .list(new CartFilter(null, null), PageRequest.first()))
                    .isInstanceOf(UnusableTransactionException.class)
                    .hasMessageContaining("run it again")
                    .hasRootCauseInstanceOf(SQLException.class);
        }
        shop.execute("drop table #pivot");
    }

    @Test
    void thePoolsOwnLevelIsNotOurs() throws Exception {
        shop.rule("{'code': 'STRICT', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add("STRICT", List.of("STRICTLY"), PromoLimits.uses(9), true);
        for (String level : List.of("repeatable read", "serializable")) {
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setJdbcUrl(TestDatabase.url());
                pool.setMaximumPoolSize(2);
                pool.setConnectionInitSql("set default_transaction_isolation = '" + level + "'");
                Holdfast strict = Holdfast.builder(pool)
                        .schema(shop.schema)
                        .clock(shop.clock)
                        .commandTimeout(Duration.ofSeconds(30))
                        .build();
                // Each waits for a row that is changed meanwhile, which fails in any other level.
                afterAWait(
                        "update #promo_codes set active = active",
                        () -> strict.promoCodes().change("STRICTLY", PromoCodeChange.active(true)));
                afterAWait("update #versions set token = token", () -> {
                    strict.pricing()
                            .apply(strict.pricing()
                                    .compare(
                                            List.of(PricingRuleJson.read(
                                                    RULE.formatted("LEVEL-" + level.charAt(0)),
                                                    Currency.getInstance("USD"))),
                                            false));
                    return level;
                });
                Variant variant = shop.variant(5);
                afterAWait(
                        "update #stock set version = version where variant_id = " + variant.id(),
                        () -> strict.idempotent(
                                new IdempotencyKey("pool", level, "hash"),
                                Answers.text(),
                                on -> on.inventory().receive(variant.id(), 1, null)));
                assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
            }
        }
    }

    private static void afterAWait(String change, Callable<?> call) throws Exception {
        try (OtherTransaction other = new OtherTransaction(shop).execute(change)) {
            Future<?> waits = Threads.begin(call);
            Threads.awaitWaiting(shop, 1);
            other.commit();
            Threads.join(waits);
        }
    }
}
