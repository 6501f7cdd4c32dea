package dev.holdfast.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShopDatabaseTest {
    @TempDir
    Path directory;

    private Configuration configuration(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.putIfAbsent("DATABASE_URL", TestDatabase.url());
        return Configuration.load(environment, directory);
    }

    private static boolean hasTables(DataSourceOf database, String schema) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                ResultSet tables = connection.getMetaData().getTables(null, schema, "products", null)) {
            return tables.next();
        }
    }

    private interface DataSourceOf {
        javax.sql.DataSource dataSource();
    }

    @Test
    void serverMigratesDatabaseThatItIsGiven() throws SQLException {
        Configuration configuration = configuration(Map.of("HOLDFAST_SCHEMA", "serve_auto"));

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.SERVE)) {
            assertThat(database.migrated()).isPositive();
            assertThat(hasTables(database::dataSource, "serve_auto")).isTrue();
        }
        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.SERVE)) {
            assertThat(database.migrated()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Purpose.class,
            names = {"SET_UP", "WORK"})
    void commandRefusesDatabaseWithoutTables(Purpose purpose) throws SQLException {
        Configuration configuration = configuration(Map.of("HOLDFAST_SCHEMA", "nothing_here"));

        assertThatThrownBy(() -> ShopDatabase.open(configuration, purpose))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("nothing_here")
                .hasMessageContaining("migrate");
        assertThat(hasTables(TestDatabase::dataSource, "nothing_here")).isFalse();
    }

    @Test
    void nobodyMigratesWhereItIsForbiddenButTheCommandForIt() throws SQLException {
        Configuration configuration =
                configuration(Map.of("HOLDFAST_SCHEMA", "forbidden", "HOLDFAST_MIGRATE", "never"));

        assertThatThrownBy(() -> ShopDatabase.open(configuration, Purpose.SERVE))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("migrate");
        assertThat(hasTables(TestDatabase::dataSource, "forbidden")).isFalse();

        ShopDatabase.open(configuration, Purpose.MIGRATE).close();
        assertThat(hasTables(TestDatabase::dataSource, "forbidden")).isTrue();
        ShopDatabase.open(configuration, Purpose.WORK).close();
    }

    @Test
    void anyCommandMigratesWhereThatIsWanted() throws SQLException {
        Configuration configuration = configuration(Map.of("HOLDFAST_SCHEMA", "wanted", "HOLDFAST_MIGRATE", "always"));

        ShopDatabase.open(configuration, Purpose.WORK).close();

        assertThat(hasTables(TestDatabase::dataSource, "wanted")).isTrue();
    }

    @Test
    void shopIsBuiltAsConfigured() {
        Configuration configuration =
                configuration(Map.of("HOLDFAST_SCHEMA", TestDatabase.newSchema(), "HOLDFAST_CURRENCY", "JPY"));

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.WORK)) {
            assertThat(Migrations.pending(database.dataSource(), configuration.schema()))
                    .isZero();
            assertThat(database.shop()).isNotNull();
            assertThat(database.place()).contains("postgresql://").contains(configuration.schema());
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void schemaOfAnotherProgramIsAMistakeOfTheConfiguration(Purpose purpose) throws SQLException {
        execute("create schema if not exists others; create table if not exists others.products (id int)");
        Configuration configuration = configuration(Map.of("HOLDFAST_SCHEMA", "others"));

        assertThatThrownBy(() -> ShopDatabase.open(configuration, purpose))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("HOLDFAST_SCHEMA")
                .hasMessageContaining("other tables (products)");
    }

    @Test
    void databaseOfAnotherEncodingIsAMistakeOfTheConfiguration() throws SQLException {
        execute("drop database if exists latin");
        execute("create database latin encoding 'LATIN1' locale 'C' template template0");
        String url = TestDatabase.url().replaceFirst("/[^/?]*\\?", "/latin?");
        Configuration configuration = configuration(Map.of("DATABASE_URL", url));

        assertThatThrownBy(() -> ShopDatabase.open(configuration, Purpose.SERVE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("LATIN1")
                .hasMessageContaining("encoding 'UTF8'");
    }

    @Test
    void snapshotSeesOneMomentAndLeavesTheSessionAsItWas() throws SQLException {
        Configuration configuration =
                configuration(Map.of("HOLDFAST_SCHEMA", TestDatabase.newSchema(), "HOLDFAST_POOL_SIZE", "2"));

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.WORK)) {
            NewProduct tee = NewProduct.of("Tee", Money.of("1.00", "USD"));
            int seen = database.snapshot(shop -> {
                int before = products(shop);
                database.shop().catalog().addProduct(tee);
                return before + products(shop);
            });
            assertThat(seen).isZero();
            assertThat(products(database.shop())).isOne();
            for (int i = 0; i < 2; i++) {
                try (Connection connection = database.dataSource().getConnection();
                        ResultSet row = connection
                                .createStatement()
                                .executeQuery("select current_setting('default_transaction_isolation')")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("read committed");
                }
            }
        }
    }

    private static int products(Holdfast shop) {
        return shop.catalog()
                .products(ProductFilter.all(), PageRequest.first(10))
                .items()
                .size();
    }

    @Test
    void databaseThatIsAwayIsNamedWithoutItsPassword() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        Configuration configuration =
                configuration(Map.of("DATABASE_URL", "postgresql://sam:hunter2@127.0.0.1:" + port + "/shop"));

        assertThatThrownBy(() -> ShopDatabase.open(configuration, Purpose.WORK))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("postgresql://sam@127.0.0.1:" + port + "/shop")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void workNeedsAnEmbeddedDatabaseThatIsThere() {
        Configuration configuration = Configuration.load(Map.of(), directory);

        assertThatThrownBy(() -> ShopDatabase.open(configuration, Purpose.WORK))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining(directory.resolve(".holdfast").toString());
        assertThat(directory.resolve(".holdfast")).doesNotExist();
    }

    @Test
    void embeddedDatabaseIsMadeAndMigratedAndStopped() throws SQLException {
        Configuration configuration = Configuration.load(Map.of(), directory);

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.SET_UP)) {
            assertThat(hasTables(database::dataSource, "holdfast")).isTrue();
            assertThat(database.place()).startsWith(directory.toString());
        }
        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.WORK)) {
            assertThat(database.migrated()).isZero();
        }
        assertThat(directory.resolve(".holdfast/postgres/" + Postmaster.FILE)).doesNotExist();
    }
}
