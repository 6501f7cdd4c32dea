package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.UnavailableException;
import dev.holdfast.UnusableTransactionException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CombiningTest {
    private static final TestShop shop = new TestShop();

    @Test
    void manyBuyersOfOneVariantShareTransactionsAndGetExactlyWhatThereIs() throws Exception {
        int buyers = 200;
        Variant variant = shop.variant(100);
        List<Long> carts = new ArrayList<>();
        for (int i = 0; i < buyers; i++) {
            carts.add(shop.cart());
        }
        long before = transactions();
        AtomicInteger held = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();

        all(buyers, i -> {
            try {
                shop.put(carts.get(i), variant, 1);
                held.incrementAndGet();
            } catch (InsufficientStockException e) {
                refused.incrementAndGet();
            }
        });

        assertThat(held).hasValue(100);
        assertThat(refused).hasValue(100);
        assertThat(shop.now(variant).availableQuantity()).isZero();
        assertThat(transactions() - before).as("writing transactions").isLessThan(held.get());
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCommandThatFailsFailsAlone() throws Exception {
        Variant variant = shop.variant(1_000);
        // Behind the back of every decision, so that the database itself refuses the one line.
        shop.execute("alter table #cart_items add constraint no_thirteen check (quantity <> 13)");
        List<Long> carts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            carts.add(shop.cart());
        }
        AtomicInteger failed = new AtomicInteger();

        all(40, i -> {
            try {
                shop.put(carts.get(i), variant, i == 20 ? 13 : 2);
            } catch (RuntimeException e) {
                assertThat(i).isEqualTo(20);
                failed.incrementAndGet();
            }
        });

        assertThat(failed).hasValue(1);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(39 * 2);
        assertThat(shop.contradictions()).isZero();
        shop.execute("alter table #cart_items drop constraint no_thirteen");
    }

    @Test
    void aFullQueueRefusesAtOnceAndAWaiterWhoseTimeIsOverIsTakenBack() throws Exception {
        Lane lane = new Lane(10, 1, new Lane.Running(1));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Pending<?> first = new Pending<>(null, null);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> leader = threads.submit(() -> lane.run(first, far(), (list, turn) -> {
                running.countDown();
                uninterruptibly(finish);
            }));
            running.await();
            Future<?> waiter = threads.submit(
                    () -> lane.run(new Pending<>(null, null), System.nanoTime() + 2_000_000_000, (list, turn) -> {}));
            Awaitility.await().until(() -> isFull(lane));

            assertThatThrownBy(() -> waiter.get()).hasCauseInstanceOf(UnavailableException.class);
            finish.countDown();
            leader.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLeaderWhoseThreadIsInATransactionFailsAlone() throws Exception {
        Lane lane = new Lane(10, 10, new Lane.Running(1));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Pending<?> refused = new Pending<>(null, null);
        Pending<?> behind = new Pending<>(null, null);
        List<Pending<?>> ran = new ArrayList<>();
        Future<?> first = Threads.begin(() -> {
            lane.run(new Pending<>(null, null), far(), (list, turn) -> {
                running.countDown();
                uninterruptibly(finish);
            });
            return lane;
        });
        running.await();
        Future<?> leader = Threads.beginWaiting(() -> {
            lane.run(refused, far(), (list, turn) -> {
                assertThat(list).containsExactly(refused, behind);
                throw new UnusableTransactionException("in a transaction", null);
            });
            return lane;
        });
        Future<?> waiter = Threads.beginWaiting(() -> {
            lane.run(behind, far(), (list, turn) -> ran.addAll(list));
            return lane;
        });
        finish.countDown();

        Threads.join(first);
        Threads.join(leader);
        Threads.join(waiter);
        assertThatThrownBy(refused::answer).isInstanceOf(UnusableTransactionException.class);
        assertThat(ran).isEqualTo(List.of(behind));
    }

    private static boolean isFull(Lane lane) {
        try {
            lane.run(new Pending<>(null, null), System.nanoTime(), (list, turn) -> {});
            return false;
        } catch (UnavailableException e) {
            return e.code().equals("overloaded");
        }
    }

    private static long far() {
        return System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long transactions() {
        return shop.count("select count(distinct xmin::text) from #stock_ledger");
    }

    private interface Work {
        void run(int number) throws Exception;
    }

    private static void all(int threads, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                results.add(pool.submit(() -> {
                    start.await();
                    work.run(number);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
