package dev.holdfast.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.HoldfastListener;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.pricing.PricingPolicy;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
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
            CommandRunner runner = new CommandRunner(database, new RuleBooks(database), settings());
            Inventory inventory = new Inventory(database, runner);
            Gate gate = new Gate();
            Thread leader = new Thread(() -> runner.run(gate));
            leader.start();
            gate.entered.await();
            AtomicInteger unknown = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                threads.add(new Thread(() -> {
                    try {
                        inventory.receive(variant.id(), 1, null);
                    } catch (OutcomeUnknownException e) {
                        unknown.incrementAndGet();
                    }
                }));
            }
            threads.forEach(Thread::start);
            Awaitility.await()
                    .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            proxy.cutNextAndKeepItsFate(cut);
            gate.open.countDown();
            leader.join();
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(unknown).hasValue(COMMANDS);
            assertThat(shop.now(variant).stockQuantity())
                    .isEqualTo(cut == CuttingProxy.Cut.AFTER_COMMIT ? 10 + COMMANDS : 10);
            assertThat(shop.holdfast.verify().violations()).isEmpty();
        }
    }

    private Settings settings() {
        return new Settings(
                shop.schema,
                shop.clock,
                HoldfastBuilder.DEFAULT_CURRENCY,
                TestShop.HOLD,
                HoldfastBuilder.DEFAULT_MAX_RESERVATION_AGE,
                HoldfastBuilder.DEFAULT_MAX_ITEMS_PER_CART,
                Duration.ofSeconds(30),
                1,
                128,
                1_000,
                PricingPolicy.DEFAULT,
                new HoldfastListener() {});
    }
}
