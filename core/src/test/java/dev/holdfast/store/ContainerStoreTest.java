package dev.holdfast.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testing.TestContainer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Testcontainers;

/** On the image that docker-compose.yml names; skipped without Docker. */
@Tag("container")
@Testcontainers(disabledWithoutDocker = true)
final class ContainerStoreTest extends StoreSuite {
    private final HikariDataSource pool = TestDatabase.pool(TestContainer.url());
    private final TestShop shop = new TestShop(TestDatabase.newSchema(pool), pool, pool);

    @Override
    TestShop shop() {
        return shop;
    }

    @AfterAll
    void close() {
        pool.close();
    }
}
