package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.core.BaseConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A DataSource that shares the connection of its caller's transaction must not lose or keep what the caller wrote. */
class HostDataSourceTest {
    private static final TestShop shop = new TestShop();
    private static final HikariDataSource pool = pool(true, 4);
    private static final HikariDataSource withoutAutocommit = pool(false, 3);
    private static final HikariDataSource oneWithoutAutocommit = pool(false, 1);

    private static final List<Consumer<Holdfast>> CALLS = List.of(
            on -> on.carts().create(NewCart.anonymous()),
            on -> on.carts().get(1),
            on -> on.inventory().receive(1, 1, null),
            on -> on.catalog().changeVariant(1, VariantChange.none()),
            on -> on.sweeper().sweep(SweepOptions.defaults()),
            on -> on.verify(),
            on -> on.idempotent(
                    new IdempotencyKey("data source", "key", "hash"),
                    Answers.text(),
                    joined -> joined.inventory().receive(1, 1, null)));

    private static HikariDataSource pool(boolean autocommit, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url());
        config.setAutoCommit(autocommit);
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(5_000);
        return new HikariDataSource(config);
    }

    @BeforeAll
    static void aTableOfTheHost() {
        shop.execute("create table #host_rows (name text)");
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        shop.execute("truncate #host_rows");
    }

    @AfterAll
    static void close() {
        List.of(pool, withoutAutocommit, oneWithoutAutocommit).forEach(HikariDataSource::close);
    }

    /** A host that uses Spring's transactions on a pool, and gave Holdfast a DataSource that knows of them. */
    private record Host(DataSource pool, DataSource given, Holdfast holdfast) {
        static Host on(DataSource pool) {
            return on(pool, new TransactionAwareDataSourceProxy(pool));
        }

        static Host on(DataSource pool, DataSource given) {
            Holdfast holdfast = Holdfast.builder(given)
                    .schema(shop.schema)
                    .clock(shop.clock)
                    .lanes(1)
                    .build();
            return new Host(pool, given, holdfast);
        }

        TransactionTemplate transaction() {
            return new TransactionTemplate(new DataSourceTransactionManager(pool));
        }

        void write(String name) {
            new JdbcTemplate(pool).update(shop.sql("insert into #host_rows values (?)"), name);
        }

        String text(String sql) {
            return new JdbcTemplate(pool).queryForObject(sql, String.class);
        }
    }

    private static List<String> hostRows() {
        return shop.texts("select name from #host_rows order by name");
    }

    private static void isRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOf(UnusableTransactionException.class)
                .hasMessageContainingAll("dataSource:", "within(connection)");
    }

    @Test
    void whatTheHostWroteIsNeitherLostOnItsCommitNorKeptOnItsRollback() {
        for (Host host : List.of(Host.on(pool), Host.on(withoutAutocommit))) {
            for (Consumer<Holdfast> call : CALLS) {
                host.transaction().executeWithoutResult(status -> {
                    host.write("committed");
                    isRefused(() -> call.accept(host.holdfast));
                });
                assertThat(hostRows()).containsExactly("committed");
                host.transaction().executeWithoutResult(status -> {
                    host.write("rolled back");
                    isRefused(() -> call.accept(host.holdfast));
                    status.setRollbackOnly();
                });
                assertThat(hostRows()).containsExactly("committed");
                shop.execute("truncate #host_rows");
            }
        }
    }

    @Test
    void theHostsTransactionIsLeftAsItWas() {
        Host host = Host.on(pool);
        TransactionTemplate serializable = host.transaction();
        serializable.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);
        serializable.executeWithoutResult(status -> {
            new JdbcTemplate(pool).execute("set local lock_timeout = '7s'");
            String transaction = host.text("select pg_current_xact_id()::text");
            for (Consumer<Holdfast> call : CALLS) {
                isRefused(() -> call.accept(host.holdfast));
            }
            assertThat(host.text("select pg_current_xact_id()::text")).isEqualTo(transaction);
            assertThat(host.text("show lock_timeout")).isEqualTo("7s");
            assertThat(host.text("show transaction_isolation")).isEqualTo("serializable");
            assertThat(autocommit(DataSourceUtils.getConnection(pool))).isFalse();
        });
    }

    @Test
    void aTransactionInWhichNoStatementHasRunYetIsNoticedToo() {
        Variant variant = shop.variant(5);
        Host host = Host.on(pool);
        for (int i = 0; i < 3; i++) {
            host.transaction()
                    .executeWithoutResult(
                            status -> isRefused(() -> host.holdfast.inventory().receive(variant.id(), 1, null)));
        }
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(5);
    }

    @Test
    void aTransactionThatHasTheOnlyConnectionOfThePoolIsNoticedToo() {
        Variant variant = shop.variant(5);
        try (HikariDataSource one = pool(true, 1)) {
            Host host = Host.on(one);
            host.holdfast.inventory().receive(variant.id(), 1, null);
            host.transaction().executeWithoutResult(status -> {
                host.write("committed");
                isRefused(() -> host.holdfast.inventory().receive(variant.id(), 1, null));
            });
        }
        assertThat(hostRows()).containsExactly("committed");
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    @Test
    void outsideATransactionTheSameDataSourceServes() {
        for (Host host : List.of(Host.on(pool), Host.on(withoutAutocommit), Host.on(oneWithoutAutocommit))) {
            Variant variant = shop.variant(5);
            long cart = host.holdfast.carts().create(NewCart.anonymous()).id();
            host.holdfast.carts().put(cart, PutItem.of(variant.id(), 2));
            assertThatThrownBy(() -> host.holdfast.carts().put(cart, PutItem.of(variant.id(), 6)))
                    .isInstanceOf(InsufficientStockException.class);
            assertThat(host.holdfast.carts().get(cart).items()).hasSize(1);
            assertThat(host.holdfast.verify().isSound()).isTrue();
        }
    }

    @Test
    void insideATransactionWithinServes() {
        Variant variant = shop.variant(5);
        Host host = Host.on(pool);
        host.transaction().executeWithoutResult(status -> {
            Holdfast within = host.holdfast.within(DataSourceUtils.getConnection(pool));
            within.inventory().receive(variant.id(), 1, null);
            status.setRollbackOnly();
        });
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(5);
        host.transaction().executeWithoutResult(status -> {
            Holdfast within = host.holdfast.within(DataSourceUtils.getConnection(host.given));
            within.inventory().receive(variant.id(), 1, null);
        });
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    @Test
    void aConnectionThatHidesTheDriversIsJudgedByItsAutocommit() {
        Variant variant = shop.variant(5);
        Host host = Host.on(pool, new Hiding(new TransactionAwareDataSourceProxy(pool)));
        host.holdfast.inventory().receive(variant.id(), 1, null);
        host.transaction().executeWithoutResult(status -> {
            host.write("committed");
            isRefused(() -> host.holdfast.inventory().receive(variant.id(), 1, null));
        });
        assertThat(hostRows()).containsExactly("committed");

        Host plain = Host.on(withoutAutocommit, new Hiding(withoutAutocommit));
        plain.holdfast.inventory().receive(variant.id(), 1, null);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(7);
    }

    /** Somebody turned autocommit off and gave the connection back to a pool that does not turn it on again. */
    @Test
    void aConnectionThatSomebodyLeftWithoutAutocommitServes() {
        Variant variant = shop.variant(5);
        Thread caller = Thread.currentThread();
        DataSource careless = new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = pool.getConnection();
                connection.setAutoCommit(Thread.currentThread() != caller);
                return connection;
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return getConnection();
            }
        };
        Host.on(pool, careless).holdfast.inventory().receive(variant.id(), 1, null);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    /** The caller that would run the commands of others is in a transaction, and they are not. */
    @Test
    void aRefusedCallerDoesNotFailThoseWhoWaitBehindIt() throws Exception {
        Variant held = shop.variant(50);
        Host host = Host.on(pool);
        Holdfast patient = host.holdfast.withTimeout(Duration.ofSeconds(30));
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(held.id())) {
            Future<?> first = Threads.begin(() -> patient.inventory().receive(held.id(), 1, null));
            Threads.awaitWaiting(shop, 1);
            Future<?> inTransaction = Threads.beginWaiting(() -> {
                host.transaction()
                        .executeWithoutResult(
                                status -> isRefused(() -> patient.inventory().receive(held.id(), 1, null)));
                return held;
            });
            Future<?> behind = Threads.beginWaiting(() -> patient.inventory().receive(held.id(), 1, null));
            other.commit();
            Threads.join(first);
            Threads.join(inTransaction);
            Threads.join(behind);
        }
        assertThat(shop.now(held).stockQuantity()).isEqualTo(52);
    }

    private static boolean autocommit(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives connections that do not tell what the driver's own knows. */
    private static final class Hiding extends AbstractDataSource {
        private final DataSource hidden;

        Hiding(DataSource hidden) {
            this.hidden = hidden;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = hidden.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("unwrap") && arguments[0] == BaseConnection.class) {
                            throw new SQLException("nothing to unwrap");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
