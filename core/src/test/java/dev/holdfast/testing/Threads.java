package dev.holdfast.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Work beside the test's own thread, and what a test waits for. */
public final class Threads {
    private Threads() {}

    /** What one of many threads does. */
    public interface Work {
        void run(int number) throws Exception;
    }

    /** Begins work on a thread of its own. */
    public static <T> Future<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        start(task);
        return task;
    }

    /** Begins work that has to wait for a while, and returns when it does, or has ended without. */
    public static <T> Future<T> beginWaiting(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = start(task);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1))
                .until(() -> task.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    /** Runs the same on many threads at once, and throws the first failure. */
    public static void all(int threads, Work work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Void>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            results.add(begin(() -> {
                start.await();
                work.run(number);
                return null;
            }));
        }
        start.countDown();
        for (Future<Void> result : results) {
            join(result);
        }
    }

    /** What the work came to; its failure is thrown as it was. */
    public static <T> T join(Future<T> result) throws Exception {
        try {
            return result.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw e;
        } catch (TimeoutException e) {
            throw new AssertionError("hangs", e);
        }
    }

    /** Waits until so many connections wait for a lock on a table of the shop. */
    public static void awaitWaiting(TestShop shop, int connections) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> waiting(shop) >= connections);
    }

    private static long waiting(TestShop shop) {
        return shop.count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%\""
                + shop.schema + "\".%'");
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "test-worker");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
