package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of commands whose COMMIT was lost, and of which nobody can tell, is not run again. */
class UnknownListTest {
    private static final int COMMANDS = 5;

    private final TestShop shop = new TestShop();

    @ParameterizedTest
    @EnumSource
    void eachIsToldThatItIsUnknownAndNoneIsRunAgain(CuttingProxy.Cut cut) throws Exception {
        Variant variant = shop.variant(10);
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            Database database = Database.of(pool, shop.schema, shop.clock);
            CommandRunner runner = TestShop.runner(database, new RuleBooks(database), shop.settings(1, 128));
            Inventory inventory = new Inventory(database, runner);
            Gate gate = Gate.in(runner, 0);
            AtomicInteger unknown = new AtomicInteger();
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                calls.add(Threads.beginWaiting(() -> {
                    try {
                        return inventory.receive(variant.id(), 1, null);
                    } catch (OutcomeUnknownException e) {
                        return unknown.incrementAndGet();
                    }
                }));
            }
            proxy.cutNextAndKeepItsFate(cut);
            gate.open();
            for (Future<?> call : calls) {
                Threads.join(call);
            }

            assertThat(unknown).hasValue(COMMANDS);
            assertThat(shop.now(variant).stockQuantity())
                    .isEqualTo(cut == CuttingProxy.Cut.AFTER_COMMIT ? 10 + COMMANDS : 10);
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
    }
}
