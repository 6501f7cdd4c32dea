package dev.holdfast.internal.run;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.sql.SqlErrors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Combines the commands of concurrent callers. Who finds the lane free runs its own command at once; those that arrive
 * meanwhile wait, and one of them runs all that wait, as one list, when the one before has left the lane. So a lone
 * caller waits for nobody, and under load the locks, the round trips and the flush are shared.
 *
 * <p>Every list is led by the caller at its head, which leads once: nobody works for others while its own answer is
 * ready. Thread-safe.
 */
final class Lane {
    /** Runs a list of commands to their end, and throws nothing. */
    interface Work {
        void run(List<Pending<?>> list, Turn turn);
    }

    /** A list's time in the lane. */
    interface Turn {
        /**
         * Leaves the lane before the list is written, where others wait for it and fewer lists run than there are lanes;
         * whether it did.
         */
        boolean leave();
    }

    /** How many lists run in all lanes, and how many are to run at once. */
    static final class Running {
        private final AtomicInteger lists = new AtomicInteger();
        private final int most;

        Running(int most) {
            this.most = most;
        }
    }

    private enum State {
        WAITING,
        LEADS,
        TAKEN,
        DONE
    }

    private static final class Ticket {
        final Pending<?> pending;
        final Thread caller = Thread.currentThread();
        // Changed while the lane is locked, but for the last time.
        volatile State state = State.WAITING;

        Ticket(Pending<?> pending) {
            this.pending = pending;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private final int batchLimit;
    private final int queueLimit;
    private final Running running;
    private boolean busy;

    Lane(int batchLimit, int queueLimit, Running running) {
        this.batchLimit = batchLimit;
        this.queueLimit = queueLimit;
        this.running = running;
    }

    /**
     * Returns when the command was run, by this thread or another.
     *
     * @param deadline by {@link System#nanoTime()}; a command that was not begun by then is taken back
     * @throws UnavailableException if the queue is full, or the time is over, or the thread was interrupted, before the
     *     command was begun
     */
    void run(Pending<?> pending, long deadline, Work work) {
        Ticket own = new Ticket(pending);
        boolean interrupted = false;
        try {
            if (!enter(own)) {
                interrupted = await(own, deadline);
            }
            if (own.state != State.DONE) {
                // Whoever leads does so for others as well, who were not interrupted.
                interrupted |= Thread.interrupted();
                lead(own, work);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void lead(Ticket own, Work work) {
        List<Ticket> batch = take();
        ListsTurn turn = new ListsTurn();
        running.lists.incrementAndGet();
        try {
            work.run(batch.stream().<Pending<?>>map(ticket -> ticket.pending).toList(), turn);
        } finally {
            // Who waits needs no lock to see its answer: it would queue for it behind all others of the list. The lane
            // goes on last, so that the next list takes along what they ask for next.
            for (Ticket ticket : batch) {
                ticket.state = State.DONE;
                if (ticket != own) {
                    LockSupport.unpark(ticket.caller);
                }
            }
            turn.end();
        }
    }

    /** Queues up; whether the lane was free, and is this caller's now. */
    private boolean enter(Ticket own) {
        lock.lock();
        try {
            if (queue.size() >= queueLimit) {
                throw new UnavailableException(
                        "overloaded", queue.size() + " commands wait already", Duration.ofSeconds(1), null);
            }
            queue.add(own);
            boolean free = !busy;
            busy = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    // Once a command was taken its outcome is awaited, however long: its caller must learn whether it ran. Returns
    // whether the thread was interrupted meanwhile.
    private boolean await(Ticket own, long deadline) {
        boolean interrupted = false;
        while (own.state == State.WAITING || own.state == State.TAKEN) {
            long left = deadline - System.nanoTime();
            if (own.state == State.TAKEN) {
                LockSupport.park(this);
            } else if (left > 0 && !interrupted) {
                LockSupport.parkNanos(this, left);
            } else if (withdraw(own)) {
                throw interrupted ? interrupted() : SqlErrors.busy(null);
            }
            // A thread that stayed interrupted would not park again.
            interrupted |= Thread.interrupted();
        }
        return interrupted;
    }

    private static UnavailableException interrupted() {
        Thread.currentThread().interrupt();
        return new UnavailableException("interrupted", "interrupted before the command was begun", Duration.ZERO, null);
    }

    private boolean withdraw(Ticket own) {
        lock.lock();
        try {
            return own.state == State.WAITING && queue.remove(own);
        } finally {
            lock.unlock();
        }
    }

    private List<Ticket> take() {
        lock.lock();
        try {
            List<Ticket> batch = new ArrayList<>(Math.min(batchLimit, queue.size()));
            while (batch.size() < batchLimit && !queue.isEmpty()) {
                Ticket ticket = queue.remove();
                ticket.state = State.TAKEN;
                batch.add(ticket);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private final class ListsTurn implements Turn {
        private boolean passed;

        @Override
        public boolean leave() {
            if (running.lists.get() < running.most && isAwaited()) {
                pass();
            }
            return passed;
        }

        private boolean isAwaited() {
            lock.lock();
            try {
                return !queue.isEmpty();
            } finally {
                lock.unlock();
            }
        }

        void end() {
            running.lists.decrementAndGet();
            pass();
        }

        private void pass() {
            if (!passed) {
                passed = true;
                Ticket next = next();
                if (next != null) {
                    LockSupport.unpark(next.caller);
                }
            }
        }

        private @Nullable Ticket next() {
            lock.lock();
            try {
                Ticket next = queue.peek();
                busy = next != null;
                if (next != null) {
                    next.state = State.LEADS;
                }
                return next;
            } finally {
                lock.unlock();
            }
        }
    }
}
