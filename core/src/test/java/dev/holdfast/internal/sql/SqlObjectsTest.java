package dev.holdfast.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.TestDatabase;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.Test;

/** An interface is prepared once, and each call of it runs on the handle that it was attached to. */
class SqlObjectsTest {
    private final Database database = Database.of(TestDatabase.dataSource(), "unused", null);

    /** A row of {@link Asks}. */
    public record Backend(int pid) {}

    /** Statements that tell which connection they run on. */
    public interface Asks {
        /** The process that serves the connection. */
        @SqlQuery("select pg_backend_pid()")
        int pid();

        /** The same as a row, whose mapper the interface registers. */
        @SqlQuery("select pg_backend_pid() as pid")
        Backend backend();

        /** Fails. */
        @SqlQuery("select 1 / 0")
        int fail();
    }

    @Test
    void handlesOfOneThreadKeepTheirConnections() {
        try (Handle one = database.open();
                Handle other = database.open()) {
            Asks asksOne = one.attach(Asks.class);
            Asks asksOther = other.attach(Asks.class);

            assertThat(asksOne.pid()).isEqualTo(pid(one)).isNotEqualTo(asksOther.pid());
            assertThat(asksOther.backend()).isEqualTo(new Backend(pid(other)));
            assertThat(asksOne.backend()).isEqualTo(new Backend(pid(one)));
        }
    }

    @Test
    void threadsKeepTheirConnections() {
        try (Handle one = database.open();
                Handle other = database.open()) {
            Asks asksOne = one.attach(Asks.class);
            Asks asksOther = other.attach(Asks.class);
            int pidOfOther = pid(other);

            CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 200; i++) {
                    assertThat(asksOther.pid()).isEqualTo(pidOfOther);
                }
            });
            for (int i = 0; i < 200; i++) {
                assertThat(asksOne.pid()).isNotEqualTo(pidOfOther);
            }
            elsewhere.join();
        }
    }

    @Test
    void aFailureIsThrownAsItIs() {
        try (Handle handle = database.open()) {
            Asks asks = handle.attach(Asks.class);

            assertThatThrownBy(asks::fail).isInstanceOf(UnableToExecuteStatementException.class);
            assertThat(asks.pid()).isEqualTo(pid(handle));
        }
    }

    private static int pid(Handle handle) {
        return handle.createQuery("select pg_backend_pid()")
                .mapTo(Integer.class)
                .one();
    }
}
