package dev.holdfast.server.http;

import dev.holdfast.testing.TestContainer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.testcontainers.junit.jupiter.Testcontainers;

/** The API on the image of docker-compose.yml; skipped without Docker. */
@Tag("container")
@Testcontainers(disabledWithoutDocker = true)
class ContainerHttpTest extends HttpSuite {
    ContainerHttpTest() {
        super(shopIn(TestDatabase.pool(TestContainer.url())));
    }

    private static TestShop shopIn(DataSource container) {
        return new TestShop(TestDatabase.newSchema(container), container, container);
    }
}
