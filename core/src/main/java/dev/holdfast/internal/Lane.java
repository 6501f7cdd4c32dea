package dev.holdfast.internal;

import dev.holdfast.UnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Combines the commands of concurrent callers. Who finds the lane free runs its own command at once; those that arrive
 * meanwhile wait, and one of them runs all that wait, as one list, when the one before is done. So a lone caller waits
 * for nobody, and under load the locks, the round trips and the flush are shared.
 *
 * <p>Every list is led by the caller at its head, which leads once: nobody works for others while its own answer is
 * ready. Thread-safe.
 */
final class Lane {
    private static final class Ticket {
        final Pending<?> pending;
        final Condition changed;
        boolean leads;
        boolean taken;
        boolean done;

        Ticket(Pending<?> pending, Condition changed) {
            this.pending = pending;
            this.changed = changed;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private final int batchLimit;
    private final int queueLimit;
    private boolean busy;

    Lane(int batchLimit, int queueLimit) {
        this.batchLimit = batchLimit;
        this.queueLimit = queueLimit;
    }

    /**
     * Returns when the command was run, by this thread or another.
     *
     * @param deadline by {@link System#nanoTime()}; a command that was not begun by then is taken back
     * @param run runs a list of commands to their end, and throws nothing
     * @throws UnavailableException if the queue is full, or the time is over, or the thread was interrupted, before the
     *     command was begun
     */
    void run(Pending<?> pending, long deadline, Consumer<List<Pending<?>>> run) {
        Ticket own = new Ticket(pending, lock.newCondition());
        List<Ticket> batch;
        lock.lock();
        try {
            if (queue.size() >= queueLimit) {
                throw new UnavailableException(
                        "overloaded", queue.size() + " commands wait already", Duration.ofSeconds(1), null);
            }
            queue.add(own);
            if (busy) {
                await(own, deadline);
                if (own.done) {
                    return;
                }
            }
            busy = true;
            batch = take();
        } finally {
            lock.unlock();
        }
        try {
            run.accept(batch.stream().<Pending<?>>map(ticket -> ticket.pending).toList());
        } finally {
            finish(batch);
        }
    }

    // Once a command was taken its outcome is awaited, however long: its caller must learn whether it ran.
    private void await(Ticket own, long deadline) {
        boolean interrupted = false;
        try {
            while (!own.leads && !own.done) {
                long left = deadline - System.nanoTime();
                if (!own.taken && (left <= 0 || interrupted)) {
                    queue.remove(own);
                    throw interrupted
                            ? new UnavailableException(
                                    "interrupted", "interrupted before the command was begun", Duration.ZERO, null)
                            : SqlErrors.busy(null);
                }
                try {
                    if (own.taken) {
                        own.changed.await();
                    } else {
                        own.changed.awaitNanos(left);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Ticket> take() {
        List<Ticket> batch = new ArrayList<>();
        while (batch.size() < batchLimit && !queue.isEmpty()) {
            Ticket ticket = queue.remove();
            ticket.taken = true;
            batch.add(ticket);
        }
        return batch;
    }

    private void finish(List<Ticket> batch) {
        lock.lock();
        try {
            for (Ticket ticket : batch) {
                ticket.done = true;
                ticket.changed.signal();
            }
            Ticket next = queue.peek();
            if (next == null) {
                busy = false;
            } else {
                next.leads = true;
                next.changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
