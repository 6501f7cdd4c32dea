package dev.holdfast.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testing.PgBouncer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** Behind a PgBouncer in transaction mode, which gives each transaction the session that happens to be free. */
@EnabledIf(value = "dev.holdfast.testing.PgBouncer#isInstalled", disabledReason = "no pgbouncer is installed")
final class PgBouncerStoreTest extends StoreSuite {
    private final PgBouncer bouncer = new PgBouncer();
    private final HikariDataSource pool = TestDatabase.pool(bouncer.url());
    private final TestShop shop = new TestShop(TestDatabase.newSchema(), pool, TestDatabase.dataSource());

    PgBouncerStoreTest() throws IOException {}

    @Override
    TestShop shop() {
        return shop;
    }

    @AfterAll
    void stop() {
        pool.close();
        bouncer.close();
    }
}
