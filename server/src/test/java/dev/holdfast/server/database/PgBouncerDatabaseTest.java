package dev.holdfast.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.testing.PgBouncer;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** An address that says nothing of the PgBouncer in transaction mode that it leads to. */
@EnabledIf(value = "dev.holdfast.testing.PgBouncer#isInstalled", disabledReason = "no pgbouncer is installed")
class PgBouncerDatabaseTest {
    private static final int BUYERS = 8;
    private static final int CARTS = 12;

    @TempDir
    Path directory;

    private final PgBouncer bouncer = new PgBouncer();

    PgBouncerDatabaseTest() throws IOException {}

    @AfterEach
    void stop() {
        bouncer.close();
    }

    private Configuration configuration(String url) {
        return Configuration.load(Map.of("DATABASE_URL", url, "HOLDFAST_SCHEMA", TestDatabase.newSchema()), directory);
    }

    private static void sell(Holdfast shop, Variant variant) {
        for (int i = 0; i < CARTS; i++) {
            long cart = shop.carts().create(NewCart.anonymous()).id();
            shop.carts().put(cart, PutItem.of(variant.id(), 1));
            shop.carts().get(cart);
            shop.checkout().place(CheckoutRequest.of(cart));
        }
    }

    private static void sellAtOnce(ShopDatabase database) throws Exception {
        Holdfast shop = database.shop();
        long product = shop.catalog()
                .addProduct(NewProduct.of("Tee", Money.of("1.00", "USD")))
                .id();
        Variant variant = shop.catalog().addVariant(NewVariant.of(product, "TEE", BUYERS * CARTS));
        ExecutorService threads = Executors.newFixedThreadPool(BUYERS);
        try {
            List<Future<?>> buyers = new ArrayList<>();
            for (int i = 0; i < BUYERS; i++) {
                buyers.add(threads.submit(() -> sell(shop, variant)));
            }
            for (Future<?> buyer : buyers) {
                buyer.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(shop.inventory().level(variant.id()).stockQuantity()).isZero();
        assertThat(shop.verify().isSound()).isTrue();
    }

    @Test
    void everythingIsSold() throws Exception {
        try (ShopDatabase database = ShopDatabase.open(configuration(bouncer.plainUrl()), Purpose.WORK)) {
            sellAtOnce(database);
        }
    }

    @Test
    void addressThatAsksForNamedStatementsIsObeyedAndTheErrorSaysWhatToDo() {
        Configuration configuration = configuration(bouncer.plainUrl() + "&prepareThreshold=1");

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.WORK)) {
            assertThatThrownBy(() -> sellAtOnce(database)).hasStackTraceContaining("prepareThreshold=0");
        }
    }

    @Test
    void newSchemaIsMade() throws Exception {
        Configuration configuration =
                Configuration.load(Map.of("DATABASE_URL", bouncer.plainUrl(), "HOLDFAST_SCHEMA", "bounced"), directory);

        try (ShopDatabase database = ShopDatabase.open(configuration, Purpose.SERVE)) {
            assertThat(database.migrated()).isPositive();
            sellAtOnce(database);
        }
    }
}
