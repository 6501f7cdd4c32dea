package dev.holdfast.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.MigrationException;
import dev.holdfast.migrations.MigrationException.Reason;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final DataSource dataSource = TestDatabase.dataSource();
    private final String schema = "migrations_test_" + SCHEMAS.incrementAndGet();

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.replace("#", schema + "."));
        }
    }

    private List<String> names(String sql, String... parameters) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < parameters.length; index++) {
                statement.setString(index + 1, parameters[index]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    names.add(result.getString(1));
                }
            }
        }
        return names;
    }

    private List<String> objectsOutside() throws SQLException {
        return names(
                "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where n.nspname not like 'pg\\_%' and n.nspname not like '%test\\_%'"
                        + " and n.nspname <> 'information_schema' order by 1");
    }

    @Test
    void appliesWhatIsMissingAndThenNothing() {
        int pending = Migrations.pending(dataSource, schema);

        assertThat(pending).isPositive();
        assertThat(Migrations.apply(dataSource, schema)).isEqualTo(pending);
        assertThat(Migrations.pending(dataSource, schema)).isZero();
        assertThat(Migrations.apply(dataSource, schema)).isZero();
    }

    @Test
    void lookingChangesNothing() throws SQLException {
        Migrations.pending(dataSource, schema);

        assertThat(names("select nspname from pg_namespace where nspname = ?", schema))
                .isEmpty();
    }

    @Test
    void everythingLivesInTheOneSchema() throws SQLException {
        List<String> before = objectsOutside();

        Migrations.apply(dataSource, schema);

        assertThat(objectsOutside()).isEqualTo(before);
        assertThat(names("select tablename from pg_tables where schemaname = ?", schema))
                .contains("products", "variants", "stock", "stock_ledger", "carts", "orders", "schema_history");
    }

    @Test
    void severalProcessesMayApplyAtOnce() throws InterruptedException, ExecutionException {
        int pending = Migrations.pending(dataSource, schema);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> applied = new ArrayList<>();
            for (int process = 0; process < 4; process++) {
                applied.add(threads.submit(() -> Migrations.apply(dataSource, schema)));
            }
            int total = 0;
            for (Future<Integer> one : applied) {
                total += one.get();
            }
            assertThat(total).isEqualTo(pending);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void schemaOfNewerVersionIsRefused() throws SQLException {
        Migrations.apply(dataSource, schema);
        execute("insert into #schema_history select 1000, '1000', 'later', type, 'V1000__later.sql', checksum,"
                + " installed_by, installed_on, execution_time, success from #schema_history"
                + " where version is not null limit 1");

        assertThatThrownBy(() -> Migrations.apply(dataSource, schema))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(schema)
                .hasMessageContaining("newer Holdfast")
                .hasMessageContaining("1000");
        // Who does not migrate must not work on it either.
        assertThatThrownBy(() -> Migrations.pending(dataSource, schema))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("newer Holdfast");
    }

    @Test
    void migrationThatWasChangedAfterwardsIsRefused() throws SQLException {
        Migrations.apply(dataSource, schema);
        execute("update #schema_history set checksum = checksum + 1 where version is not null");

        assertThatThrownBy(() -> Migrations.apply(dataSource, schema))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("checksum")
                .hasMessageNotContaining("repair")
                .extracting("reason")
                .isEqualTo(Reason.CHANGED);
        assertThatThrownBy(() -> Migrations.pending(dataSource, schema)).isInstanceOf(MigrationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "create table #products (id int), products",
        "create view #report as select 1 as one, report",
        "create function #f() returns int language sql as 'select 1', f",
        "create type #mood as enum ('ok'), mood",
        "create sequence #numbers, numbers",
    })
    void schemaOfAnotherProgramIsRefused(String sql, String name) throws SQLException {
        execute("create schema " + schema);
        execute(sql);

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> Migrations.apply(dataSource, schema), () -> Migrations.pending(dataSource, schema))) {
            assertThatThrownBy(use)
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining(schema)
                    .hasMessageContaining("(" + name + ")")
                    .hasMessageNotContaining("baseline")
                    .extracting("reason")
                    .isEqualTo(Reason.SCHEMA_IN_USE);
        }
        assertThat(names(
                        "select tablename from pg_tables where schemaname = ? and tablename = 'schema_history'",
                        schema))
                .isEmpty();
    }

    @Test
    void emptySchemaIsTaken() throws SQLException {
        execute("create schema " + schema);

        assertThat(Migrations.apply(dataSource, schema)).isPositive();
    }

    @Test
    void databaseThatCannotStoreAllTextIsRefused() throws SQLException {
        String database = schema + "_latin1";
        execute("create database " + database + " encoding 'LATIN1' locale 'C' template template0");
        try (HikariDataSource latin1 =
                TestDatabase.pool(TestDatabase.url().replaceFirst("/[^/?]*\\?", "/" + database + "?"))) {
            assertThatThrownBy(() -> Migrations.apply(latin1, schema))
                    .isInstanceOf(MigrationException.class)
                    .hasMessageContaining("LATIN1")
                    .hasMessageContaining("encoding 'UTF8'")
                    .extracting("reason")
                    .isEqualTo(Reason.ENCODING);
        } finally {
            execute("drop database " + database + " with (force)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "shop-1", "1shop", "shop\"; drop schema public; --", "sch\u00fcma"})
    void schemaHasPlainName(String name) {
        assertThatThrownBy(() -> Migrations.apply(dataSource, name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema");
    }

    @Test
    void filesDoNotLieWhereTheFlywayOfAnotherProgramLooks() {
        assertThat(Migrations.class.getClassLoader().getResource("db/migration"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update #stock set reserved_quantity = stock_quantity + 1",
                "update #stock set reserved_quantity = -1",
                "update #stock set stock_quantity = -1",
            })
    void notEvenAHandWrittenUpdateOversells(String update) throws SQLException {
        Migrations.apply(dataSource, schema);
        execute("insert into #products (handle, name, base_price, currency, created_at, updated_at)"
                + " values ('tee', 'Tee', 1990, 'EUR', now(), now())");
        execute("insert into #variants (product_id, sku, created_at, updated_at) values (1, 'TEE', now(), now())");
        execute("insert into #stock (variant_id, location_id, stock_quantity, reserved_quantity, version)"
                + " values (1, 1, 5, 2, 1)");

        assertThatThrownBy(() -> execute(update))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stock_never_oversold");
    }
}
