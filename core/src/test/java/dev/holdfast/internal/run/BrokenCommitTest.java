package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** This JVM breaks around a COMMIT: what was committed is not said to have failed, and would not be run again. */
class BrokenCommitTest {
    private final TestShop shop = new TestShop();
    private final Database database = Database.of(TestDatabase.dataSource(), shop.schema, shop.clock);

    @Test
    void anErrorAfterTheCommitIsNoFailure() {
        try (Handle handle = database.open()) {
            assertThatCode(() -> Transactions.run(database, handle, this::change, name -> name, name -> {
                        handle.commit();
                        throw new StackOverflowError();
                    }))
                    .doesNotThrowAnyException();
        }

        assertThat(shop.count("select count(*) from #leases")).isEqualTo(1);
    }

    @Test
    void anErrorBeforeTheCommitIsOne() {
        try (Handle handle = database.open()) {
            assertThatThrownBy(() -> Transactions.run(database, handle, this::change, name -> name, name -> {
                        throw new StackOverflowError();
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }

        assertThat(shop.count("select count(*) from #leases")).isZero();
    }

    private String change(Handle own) {
        return own.createQuery(database.sql(
                        "insert into #leases (name, owner, expires_at) values ('other', 'me', now()) returning "
                                + Transactions.NAME))
                .map((row, context) -> Transactions.name(row, 1))
                .one();
    }
}
