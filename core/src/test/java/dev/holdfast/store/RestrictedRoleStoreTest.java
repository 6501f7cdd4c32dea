package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.SQLException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
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
