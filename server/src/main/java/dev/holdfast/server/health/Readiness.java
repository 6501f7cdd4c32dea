package dev.holdfast.server.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers within a second whether the server can work, however long its database takes. Any number of callers share one
 * check, and the log has a line for each change and none for each question. Thread-safe.
 */
public final class Readiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    // A check takes some milliseconds. One that takes longer is explained meanwhile, and after the longer time no more
    // waited for.
    private static final long EXPLAIN_AFTER_MILLIS = 250;
    private static final long ANSWER_AFTER_MILLIS = 800;

    private static final Health LATE = Health.notReady(Health.Reason.NO_ANSWER);

    private final HealthCheck check;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "holdfast-readiness");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable CompletableFuture<Health> checking;
    private @Nullable CompletableFuture<Health> explaining;
    private @Nullable CompletableFuture<Health> answering;
    private Health.@Nullable Reason last;

    /** Answers by a check. */
    public Readiness(HealthCheck check) {
        this.check = check;
    }

    /** Asks. The answer comes within a second, and never fails. */
    public synchronized CompletableFuture<Health> ask() {
        if (answering == null || answering.isDone()) {
            // The check of an earlier question may still be under way: a database that does not answer is asked once.
            CompletableFuture<Health> checked = running(checking, check::check);
            checking = checked;
            CompletableFuture.delayedExecutor(EXPLAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(() -> explainUnlessDone(checked));
            answering = checked.copy()
                    .completeOnTimeout(LATE, ANSWER_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                    .thenApply(this::note);
        }
        return answering.copy();
    }

    /** Stops asking; a check under way is interrupted. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private synchronized void explainUnlessDone(CompletableFuture<Health> checked) {
        if (!checked.isDone()) {
            explaining = running(explaining, check::explain);
        }
    }

    private CompletableFuture<Health> running(@Nullable CompletableFuture<Health> before, Supplier<Health> work) {
        if (before != null && !before.isDone()) {
            return before;
        }
        try {
            return CompletableFuture.supplyAsync(work, threads)
                    .exceptionally(failure ->
                            Health.notReady(Health.Reason.DATABASE_UNAVAILABLE, String.valueOf(failure.getMessage())));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    Health.notReady(Health.Reason.DATABASE_UNAVAILABLE, "the server is stopping"));
        }
    }

    private synchronized Health note(Health checked) {
        Health health = checked;
        if (checked.equals(LATE)) {
            health = explaining == null ? LATE : explaining.getNow(LATE);
        }
        if (health.reason() == last) {
            return health;
        }
        last = health.reason();
        if (last == null) {
            LOG.info("ready again");
        } else {
            LOG.warn("not ready: {}{}", last.sentence(), health.cause().isEmpty() ? "" : ": " + health.cause());
        }
        return health;
    }
}
