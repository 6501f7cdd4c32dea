package dev.holdfast.server.http;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.testing.PgBouncer;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;

/** The API behind a PgBouncer in transaction mode. */
@EnabledIf(value = "dev.holdfast.testing.PgBouncer#isInstalled", disabledReason = "no pgbouncer is installed")
class PgBouncerHttpTest extends HttpSuite {
    private final PgBouncer bouncer;
    private final HikariDataSource pool;

    PgBouncerHttpTest() throws IOException {
        this(new PgBouncer());
    }

    private PgBouncerHttpTest(PgBouncer bouncer) {
        this(bouncer, TestDatabase.pool(bouncer.url()));
    }

    private PgBouncerHttpTest(PgBouncer bouncer, HikariDataSource pool) {
        super(new TestShop(TestDatabase.newSchema(), pool, TestDatabase.dataSource()));
        this.bouncer = bouncer;
        this.pool = pool;
    }

    @AfterAll
    void stopBouncer() {
        pool.close();
        bouncer.close();
    }
}
