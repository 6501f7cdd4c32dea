package dev.holdfast.internal.event;

import dev.holdfast.internal.sql.Database;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finds out up to which number the stream is settled: everything is there, and on the disk, or never will be.
 *
 * <p>Numbers are drawn in one order and committed in another, so a number that is missing may still come. Whoever draws
 * one has taken a lock on the sequence before and keeps it until the transaction ends, after what it wrote can be seen.
 * So a number is settled once all that held the lock at some moment after it was drawn have let it go. Only those are
 * waited for: neither readers nor transactions that have written nothing of the shop hold the lock. Virtual transactions
 * are compared and not ids, because the lock may be older than the id. Thread-safe.
 */
public final class StreamEnd {
    // Transactions of Holdfast take a few milliseconds.
    private static final Duration SHORTLY = Duration.ofMillis(20);

    /** A number that waits to be settled. */
    private record Candidate(long number, Set<String> drawers, String life) {}

    private final Database database;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Candidate candidate;

    /**
     * Of a database.
     *
     * @param database whose reads are transactions of their own, because a snapshot from before would not show what is
     *     settled since
     */
    public StreamEnd(Database database) {
        this.database = database;
    }

    /** The progress, after a short wait for transactions that are about to end. */
    public EventSql.Progress advance() {
        lock.lock();
        try {
            return database.read(EventSql.class, this::advance);
        } finally {
            lock.unlock();
        }
    }

    private EventSql.Progress advance(EventSql sql) {
        EventSql.Progress progress = sql.progress();
        long end = System.nanoTime() + SHORTLY.toNanos();
        for (int look = 1; progress.settled() < progress.drawn(); look++) {
            long settled = look(sql, progress);
            if (settled > progress.settled()) {
                // The commit of this waits for the disk, and so for everything before it.
                database.write(EventSql.class, writing -> {
                    writing.settle(settled);
                    return settled;
                });
                progress = sql.progress();
            } else {
                Database.pause(look);
            }
            if (System.nanoTime() > end) {
                return progress;
            }
        }
        return progress;
    }

    /** The number that is settled by now; 0 if none was found. */
    private long look(EventSql sql, EventSql.Progress progress) {
        List<String> drawers = sql.drawers();
        if (drawers.isEmpty()) {
            return progress.drawn();
        }
        Candidate waiting = candidate;
        if (waiting == null || !waiting.life.equals(progress.life()) || waiting.number <= progress.settled()) {
            waiting = new Candidate(progress.drawn(), new HashSet<>(drawers), progress.life());
        } else {
            waiting.drawers.retainAll(drawers);
        }
        candidate = waiting.drawers.isEmpty() ? null : waiting;
        return waiting.drawers.isEmpty() ? waiting.number : 0;
    }
}
