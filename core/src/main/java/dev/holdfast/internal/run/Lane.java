package dev.holdfast.internal.run;

import dev.holdfast.UnavailableException;
import dev.holdfast.UnusableTransactionException;
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
 * Combines the commands of concurrent callers. A caller that finds the lane free runs its own command at once. Callers
 * that arrive in the meantime wait, and the first of them runs all waiting commands as one list when the lane is free
 * again. So a lone caller never waits, and under load the locks, the round trips and the flush are shared.
 *
 * <p>Each list is led by the caller at its head, and a caller leads one list only: no thread works for others once its
 * own answer is ready. Thread-safe.
 */
final class Lane {
    /** Runs a list of commands to their end. */
    interface Work {
        /**
         * Runs them.
         *
         * @throws UnusableTransactionException if none of them ran, because the thread is in a transaction
         */
        void run(List<Pending<?>> list, Turn turn);
    }

    /** A list's time in the lane. */
    interface Turn {
        /**
         * Leaves the lane before the list is written, if others wait for it and fewer lists run than there are lanes.
         *
         * @return whether it left
         */
        boolean leave();
    }

    /** Counts the lists that run in all lanes, and holds how many may run at once. */
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
        // Written under the lane's lock, except for the last time.
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
     * Returns once the command has run, in this thread or another.
     *
     * @param deadline by {@link System#nanoTime()}; a command that has not started by then is withdrawn
     * @throws UnavailableException if the queue is full, or the deadline passed or the thread was interrupted before the
     *     command started
     */
    void run(Pending<?> pending, long deadline, Work work) {
        Ticket own = new Ticket(pending);
        boolean interrupted = false;
        try {
            if (!enter(own)) {
                interrupted = await(own, deadline);
            }
            if (own.state != State.DONE) {
                // The list has commands of other callers, which were not interrupted.
                interrupted |= Thread.interrupted();
                lead(own, work);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The number of commands that wait. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void lead(Ticket own, Work work) {
        List<Ticket> batch = take();
        ListsTurn turn = new ListsTurn();
        running.lists.incrementAndGet();
        try {
            work.run(batch.stream().<Pending<?>>map(ticket -> ticket.pending).toList(), turn);
        } catch (UnusableTransactionException e) {
            own.pending.failed(e);
            putBack(batch.subList(1, batch.size()));
            batch = List.of(own);
        } finally {
            // A waiter reads its result without the lock; otherwise it would queue behind the rest of the list. The
            // lane
            // is passed on last, so that the next list includes what these callers ask for next.
            for (Ticket ticket : batch) {
                ticket.state = State.DONE;
                if (ticket != own) {
                    LockSupport.unpark(ticket.caller);
                }
            }
            turn.end();
        }
    }

    /** Queues the command; returns whether the lane was free, in which case it is now this caller's. */
    private boolean enter(Ticket own) {
        lock.lock();
        try {
            if (queue.size() >= queueLimit) {
                throw new UnavailableException(
                        "overloaded", queue.size() + " commands are waiting", Duration.ofSeconds(1), null);
            }
            queue.add(own);
            boolean free = !busy;
            busy = true;
            return free;
        } finally {
            lock.unlock();
        }
    }

    // Once a command is taken, its outcome is awaited for as long as it takes: its caller must learn whether it ran.
    // Returns whether the thread was interrupted in the meantime.
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
        return new UnavailableException("interrupted", "interrupted before the command started", Duration.ZERO, null);
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

    /** Leaves commands that were taken to another caller. */
    private void putBack(List<Ticket> tickets) {
        lock.lock();
        try {
            for (int i = tickets.size() - 1; i >= 0; i--) {
                tickets.get(i).state = State.WAITING;
                queue.addFirst(tickets.get(i));
            }
        } finally {
            lock.unlock();
        }
        // They wait until their deadlines again.
        tickets.forEach(ticket -> LockSupport.unpark(ticket.caller));
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
