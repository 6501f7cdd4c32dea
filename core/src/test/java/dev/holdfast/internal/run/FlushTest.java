package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.HoldfastException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.order.Order;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.PrivatePostgres;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What others wait for is committed before the disk has it, and nobody is answered before the disk has it. */
class FlushTest {
    private static final int LIST = 5;

    /** What only the message says that waits for the disk. */
    private static final String FLUSH = "pg_logical_emit_message";

    /** What only the message says that commits without. */
    private static final String SAVE = "synchronous_commit";

    @TempDir
    Path directory;

    @Test
    void whatWasAnsweredIsThereAfterACrash() throws Exception {
        onPostgres((postgres, pool, shop) -> {
            Variant variant = shop.variant(10);
            CommandRunner runner = runner(shop, pool, LIST);
            Inventory inventory = new Inventory(Database.of(pool, shop.schema, shop.clock), runner);
            Gate before = Gate.in(runner, variant.id());
            List<Future<?>> list = receivers(inventory, variant, LIST);
            // Waits behind the list, and has written nothing that would take the list to the disk as well.
            Gate behind = Gate.behind(runner, variant.id());

            before.open();
            for (Future<?> answer : list) {
                Threads.join(answer);
            }
            behind.awaitEntered();
            postgres.kill();
            behind.open();
            postgres.startAgain();

            assertThat(shop.now(variant).stockQuantity()).isEqualTo(10 + LIST);
        });
    }

    @Test
    void thatThereWasNothingToDoIsSaidOfWhatTheDiskHas() throws Exception {
        onPostgres((postgres, pool, shop) -> {
            Variant variant = shop.variant(10);
            long cart = shop.cartWith(variant, 2);
            shop.execute(
                    "begin; set local synchronous_commit = off; update #carts set attributes = '{\"seen\": \"yes\"}'; commit");

            assertThat(shop.holdfast.carts().changeItem(cart, 1, 2).attributes())
                    .containsEntry("seen", "yes");
            postgres.kill();
            postgres.startAgain();

            assertThat(shop.show(cart).attributes()).containsEntry("seen", "yes");
        });
    }

    @Test
    void whatIsSaidToHaveBeenCommittedIsThereAfterACrash() throws Exception {
        onPostgres((postgres, pool, shop) -> {
            Database database = Database.of(pool, shop.schema, shop.clock);

            try (Handle handle = database.open()) {
                assertThatCode(() -> Transactions.run(
                                database,
                                handle,
                                own -> own.createQuery(shop.sql(
                                                "with off as (select set_config('synchronous_commit', 'off', true)) "
                                                        + "insert into #leases (name, owner, expires_at) select 'other', 'me', now() from off "
                                                        + "returning " + Transactions.NAME))
                                        .map((row, context) -> Transactions.name(row, 1))
                                        .one(),
                                name -> name,
                                name -> {
                                    handle.commit();
                                    throw new StackOverflowError();
                                }))
                        .doesNotThrowAnyException();
            }
            postgres.kill();
            postgres.startAgain();

            assertThat(shop.count("select count(*) from #leases")).isEqualTo(1);
        });
    }

    /** The list behind is answered in any case; of this one all are told the truth. */
    @ParameterizedTest
    @CsvSource({
        SAVE + ", BEFORE_COMMIT, 5",
        SAVE + ", AFTER_COMMIT, 10",
        FLUSH + ", BEFORE_COMMIT, 10",
        FLUSH + ", AFTER_COMMIT, 10"
    })
    void whereTheConnectionIsCutTheTruthIsTold(String message, CuttingProxy.Cut cut, int received) throws Exception {
        TestShop shop = new TestShop();
        Variant variant = shop.variant(10);
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            proxy.cutOnly(message);
            Outcomes outcomes = twoLists(shop, variant, pool, () -> proxy.cutNext(cut));

            assertThat(proxy.hasCut()).isTrue();
            assertThat(outcomes).isEqualTo(new Outcomes(received, 0, 2 * LIST - received));
            assertThat(shop.now(variant).stockQuantity()).isEqualTo(10 + received);
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNobodyCanTellItIsUnknownAndNotRunAgain(CuttingProxy.Cut cut) throws Exception {
        TestShop shop = new TestShop();
        Variant variant = shop.variant(10);
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            proxy.cutOnly(FLUSH);
            Outcomes outcomes = twoLists(shop, variant, pool, () -> proxy.cutNextAndKeepItsFate(cut));

            assertThat(outcomes).isEqualTo(new Outcomes(LIST, LIST, 0));
            assertThat(shop.now(variant).stockQuantity()).isEqualTo(10 + 2 * LIST);
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
    }

    @Test
    void anOrderIsSeenOnlyWhenTheDiskHasIt() throws Exception {
        TestShop shop = new TestShop();
        long cart = shop.cartWith(shop.variant(10), 1);
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            CommandRunner runner = runner(shop, pool, 1);
            Checkout checkout = new Checkout(runner, shop.settings(1, 128));
            Gate before = Gate.in(runner, cart);
            Future<Order> order = Threads.beginWaiting(() -> checkout.place(CheckoutRequest.of(cart)));
            Gate behind = Gate.behind(runner, cart);
            proxy.cutOnly(SAVE);
            proxy.cutNext(CuttingProxy.Cut.BEFORE_COMMIT);
            before.open();
            behind.open();

            assertThat(Threads.join(order).cartId()).isEqualTo(cart);
            assertThat(proxy.hasCut()).isFalse();
        }
    }

    private record Outcomes(int received, int unknown, int failed) {}

    /** One list, and another that waits behind it. */
    private static Outcomes twoLists(TestShop shop, Variant variant, DataSource pool, Runnable meanwhile)
            throws Exception {
        CommandRunner runner = runner(shop, pool, LIST);
        Inventory inventory = new Inventory(Database.of(pool, shop.schema, shop.clock), runner);
        Gate gate = Gate.in(runner, variant.id());
        List<Future<?>> calls = receivers(inventory, variant, 2 * LIST);
        meanwhile.run();
        gate.open();
        int received = 0;
        int unknown = 0;
        for (Future<?> call : calls) {
            try {
                Threads.join(call);
                received++;
            } catch (OutcomeUnknownException e) {
                unknown++;
            } catch (HoldfastException e) {
                assertThat(e.code()).isEqualTo("database_unavailable");
            }
        }
        return new Outcomes(received, unknown, 2 * LIST - received - unknown);
    }

    private static List<Future<?>> receivers(Inventory inventory, Variant variant, int number) {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            calls.add(Threads.beginWaiting(() -> inventory.receive(variant.id(), 1, null)));
        }
        return calls;
    }

    private interface Story {
        void tell(PrivatePostgres postgres, DataSource pool, TestShop shop) throws Exception;
    }

    /** With a server that writes nothing to the disk by itself for a while. */
    private void onPostgres(Story story) throws Exception {
        try (PrivatePostgres postgres =
                        new PrivatePostgres(directory.resolve("data"), Map.of("wal_writer_delay", "10s"));
                HikariDataSource pool = postgres.pool(8)) {
            Migrations.apply(pool, "flush");
            story.tell(postgres, pool, new TestShop("flush", pool, pool));
        }
    }

    private static CommandRunner runner(TestShop shop, DataSource pool, int batchLimit) {
        Database database = Database.of(pool, shop.schema, shop.clock);
        RuleBooks books = new RuleBooks(database);
        books.at(shop.count("select token from #versions"));
        return TestShop.runner(database, books, shop.settings(2, batchLimit));
    }
}
