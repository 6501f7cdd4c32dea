package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.event.EventFilter;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As a role that has the rights that a migration grants and no others. */
final class RestrictedRoleStoreTest extends StoreSuite {
    private final String schema = TestDatabase.newSchema();
    private final String role = schema + "_app";
    private final HikariDataSource pool;
    private final TestShop shop;

    RestrictedRoleStoreTest() {
        Jdbi owner = Jdbi.create(TestDatabase.dataSource());
        owner.useHandle(handle -> handle.execute("create role " + role + " login password 'change-me'"));
        owner.useHandle(
                handle -> handle.createScript(Migrations.grants(schema, role)).execute());
        // Run again after each upgrade.
        owner.useHandle(
                handle -> handle.createScript(Migrations.grants(schema, role)).execute());
        pool = TestDatabase.pool(TestDatabase.url().replaceFirst("user=[^&]*", "user=" + role + "&password=change-me"));
        shop = new TestShop(schema, pool, TestDatabase.dataSource());
    }

    @Override
    TestShop shop() {
        return shop;
    }

    @AfterAll
    void dropRole() {
        pool.close();
        Jdbi.create(TestDatabase.dataSource())
                .useHandle(handle -> handle.execute("drop owned by " + role + "; drop role " + role));
    }

    @Test
    void readsWhatHappened() {
        long cart = shop.cart();
        List<String> heard = new ArrayList<>();
        while (shop.holdfast.events().poll("role", EventFilter.all(), event -> heard.add(event.subject())) > 0) {
            // There may be more.
        }
        assertThat(heard).contains("carts/" + cart);
        assertThat(shop.holdfast.events().progress().openTransactions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update #stock_ledger set reason = 'nothing to see'",
                "delete from #stock_ledger",
                "truncate #stock_ledger",
                "alter table #stock_ledger add column more text",
                "alter table #stock drop constraint stock_never_oversold",
                "drop table #orders",
                "create table #mine (id int)",
                "delete from #orders",
                "delete from #order_items",
                "update #orders set total = 0",
                "update #checkout_sessions set terms = '{}'",
                "update #checkout_session_payments set amount = 0",
                "delete from #checkout_sessions",
                "update #pricing_rule_revisions set definition = '{}'",
                "update #events set type = 'order.paid'",
                "delete from #events",
                "update #event_progress set kept_from = 1000",
                "update #schema_history set success = false",
                "create schema another",
                "create role another",
            })
    void mayNot(String statement) {
        assertThatExceptionOfType(UnableToExecuteStatementException.class)
                .isThrownBy(() ->
                        Jdbi.create(pool).useHandle(handle -> handle.execute(statement.replace("#", schema + "."))))
                .havingCause()
                .isInstanceOf(SQLException.class)
                .withMessageMatching("(?s).*(permission denied|must be owner).*");
    }
}
