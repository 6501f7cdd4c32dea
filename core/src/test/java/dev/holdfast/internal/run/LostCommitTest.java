package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.PrivatePostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that crashes gives out again the ids of transactions that it never wrote down. So "committed" may be said of
 * another transaction under the id of one that was lost, and nobody may be told so.
 */
class LostCommitTest {
    @TempDir
    Path directory;

    /** What crashes. */
    enum Crash {
        SERVER,
        BACKEND
    }

    @ParameterizedTest
    @EnumSource
    void theIdOfALostTransactionIsNotTakenForTheOneThatHasItAfterACrash(Crash crash) throws Exception {
        try (PrivatePostgres postgres = new PrivatePostgres(directory.resolve("data"), Map.of());
                HikariDataSource pool = postgres.pool(4)) {
            Migrations.apply(pool, "lost");
            Holdfast shop = Holdfast.builder(pool).schema("lost").build();
            shop.catalog().addProduct(NewProduct.of("Product", Money.of("1.00", "USD")));
            Database database = Database.of(pool, "lost", null);

            try (Handle handle = database.open()) {
                assertThatThrownBy(() -> Transactions.run(
                                database, handle, own -> crashBeforeCommit(own, postgres, crash), name -> name))
                        .isInstanceOf(OutcomeUnknownException.class);
            }

            assertThat(shop.catalog().product(1).name()).isEqualTo("Product");
        }
    }

    private static String crashBeforeCommit(Handle own, PrivatePostgres postgres, Crash crash) {
        long pid = own.createQuery("select pg_backend_pid()").mapTo(Long.class).one();
        String name = own.createQuery("update lost.products set name = 'Renamed' returning " + Transactions.NAME)
                .map((row, context) -> Transactions.name(row, 1))
                .one();
        String id = name.split(" ")[0];
        try {
            if (crash == Crash.BACKEND) {
                postgres.killBackend(pid);
            } else {
                postgres.kill();
                postgres.startAgain();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // Others go on, until one of them has the id.
        Jdbi others = Jdbi.create(postgres.url());
        String taken;
        do {
            taken = others.withHandle(handle -> handle.createQuery("select pg_current_xact_id()::text")
                    .mapTo(String.class)
                    .one());
        } while (Long.parseLong(taken) < Long.parseLong(id));
        assertThat(taken).as("the id is given out again").isEqualTo(id);
        return name;
    }
}
