package dev.holdfast.sweep;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testing.TestContainer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The lease lock on the image of docker-compose.yml; skipped without Docker. */
@Tag("container")
@Testcontainers(disabledWithoutDocker = true)
final class ContainerLeaseLockTest extends LeaseLockContract {
    private final HikariDataSource pool = TestDatabase.pool(TestContainer.url());
    private final TestShop shop = new TestShop(TestDatabase.newSchema(pool), pool, pool);

    @Override
    TestShop shop() {
        return shop;
    }

    @AfterEach
    void close() {
        pool.close();
    }
}
