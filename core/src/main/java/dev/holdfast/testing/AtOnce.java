package dev.holdfast.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Calls on many threads at once, for contracts. */
final class AtOnce {
    static final int THREADS = 8;
    private static final long MOST_SECONDS = 60;

    private AtOnce() {}

    /**
     * Runs each call on a thread of its own, and returns what they answered.
     *
     * @param what the calls do, for the message
     * @throws AssertionError if a call fails, or does not end within a minute
     */
    static <T> List<T> all(String what, List<? extends Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> end : threads.invokeAll(calls, MOST_SECONDS, TimeUnit.SECONDS)) {
                answers.add(end.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new AssertionError(what + " at once failed: " + e.getCause(), e.getCause());
        } catch (CancellationException e) {
            throw new AssertionError(what + " at once did not end within " + MOST_SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " at once was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
