package dev.holdfast.server.http;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testing.PgBouncer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The API behind a PgBouncer in transaction mode. */
@EnabledIf(value = "dev.holdfast.testing.PgBouncer#isInstalled", disabledReason = "no pgbouncer is installed")
class PgBouncerHttpTest extends HttpSuite {
    // Started with the test, and not if it is skipped.
    private static final class Between {
        static final PgBouncer BOUNCER = start();
        static final HikariDataSource POOL = TestDatabase.pool(BOUNCER.url());

        private static PgBouncer start() {
            try {
                return new PgBouncer();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    PgBouncerHttpTest() {
        super(new TestShop(TestDatabase.newSchema(), Between.POOL, TestDatabase.dataSource()));
    }

    @AfterAll
    void stopBouncer() {
        Between.POOL.close();
        Between.BOUNCER.close();
    }
}
