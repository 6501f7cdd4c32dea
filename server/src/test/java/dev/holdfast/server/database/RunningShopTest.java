package dev.holdfast.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.UnusableTransactionException;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shops that are read where their database is running, and left alone otherwise. */
class RunningShopTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    private static int products(Holdfast shop) {
        return shop.catalog()
                .products(new ProductFilter(null, null, null), PageRequest.first(10))
                .items()
                .size();
    }

    private Configuration given() {
        return Configuration.load(
                Map.of("DATABASE_URL", TestDatabase.url(), "HOLDFAST_SCHEMA", TestDatabase.newSchema()), directory);
    }

    @Test
    void shopIsRead() {
        assertThat(RunningShop.read(given(), LONGEST, RunningShopTest::products))
                .contains(0);
    }

    @Test
    void nothingCanBeWritten() {
        NewProduct product = NewProduct.of("Mug", Money.of("9.00", "USD"));

        assertThatThrownBy(() -> RunningShop.read(
                        given(), LONGEST, shop -> shop.catalog().addProduct(product)))
                .isInstanceOf(UnusableTransactionException.class);
    }

    @Test
    void databaseOutOfReachIsToldAtOnce() {
        Configuration configuration =
                Configuration.load(Map.of("DATABASE_URL", "postgresql://127.0.0.1:1/nothing"), directory);

        assertThatThrownBy(() -> RunningShop.read(configuration, LONGEST, RunningShopTest::products))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    @Tag("long")
    void embeddedDatabaseIsReadWhileItRuns() {
        Path data = directory.resolve("data");
        Configuration configuration = Configuration.load(Map.of("HOLDFAST_DATA", data.toString()), directory);

        assertThat(RunningShop.read(configuration, LONGEST, RunningShopTest::products))
                .isEmpty();
        assertThat(data).doesNotExist();
        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.SET_UP)) {
            database.shop().catalog().addProduct(NewProduct.of("Mug", Money.of("9.00", "USD")));
            assertThat(RunningShop.read(configuration, LONGEST, RunningShopTest::products))
                    .contains(1);
        }
        assertThat(RunningShop.read(configuration, LONGEST, RunningShopTest::products))
                .isEmpty();
    }
}
