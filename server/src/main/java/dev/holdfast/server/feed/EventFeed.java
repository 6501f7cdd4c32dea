package dev.holdfast.server.feed;

import dev.holdfast.HoldfastException;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.Events;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes those who wait for events, so that however many wait, the database is asked by one thread, about every 100
 * milliseconds. The thread runs only while somebody waits. Thread-safe.
 *
 * <p>To miss nothing, a reader first begins to {@link #watch} and then reads; when it is woken, it reads again. It may
 * be woken in vain, never too little.
 */
public final class EventFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private static final long PAUSE_MILLIS = 100;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    // Each may have a connection to the database in use.
    private static final int MOST_WORKERS = 4;
    private static final long IDLE_SECONDS = 10;

    private final Events events;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor workers;
    private @Nullable Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Wakes for the events of a shop. */
    public EventFeed(Events events) {
        this.events = events;
        AtomicInteger names = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                MOST_WORKERS,
                MOST_WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon(work, "holdfast-events-" + names.incrementAndGet()),
                // Closed: whatever is left to do is to end, which takes no time.
                (work, stopped) -> work.run());
        workers.allowCoreThreadTimeOut(true);
    }

    /** Somebody who waits for events. Closed when he waits no longer. */
    public final class Watch implements AutoCloseable {
        private final EventFilter filter;
        private final Runnable wake;

        private Watch(EventFilter filter, Runnable wake) {
            this.filter = filter;
            this.wake = wake;
        }

        private boolean isConcerned(List<Event> news) {
            return news.stream().anyMatch(filter::accepts);
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    /**
     * Wakes somebody whenever there may be new events for him, and when this is closed.
     *
     * @param wake called by the thread that all share, so it must not take time
     */
    public Watch watch(EventFilter filter, Runnable wake) {
        Watch watch = new Watch(filter, wake);
        watches.add(watch);
        synchronized (this) {
            if (thread == null && !isClosed()) {
                thread = daemon(this::run, "holdfast-events");
                thread.start();
            }
        }
        return watch;
    }

    /** The few threads that read events for those who were woken. */
    public Executor workers() {
        return workers;
    }

    /** Does something later, with one of the {@link #workers}. */
    public void later(Duration time, Runnable work) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, workers)
                .execute(work);
    }

    /** Whether nobody is woken any more, and those who wait should end. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Wakes everybody for the last time. */
    @Override
    public void close() {
        closed.countDown();
        watches.forEach(watch -> watch.wake.run());
        workers.shutdown();
    }

    private void run() {
        String cursor = null;
        while (isNeeded()) {
            long pause = PAUSE_MILLIS;
            try {
                cursor = wakeBehind(cursor);
            } catch (HoldfastException e) {
                // The next look has no cursor to compare with, so it wakes everybody.
                LOG.debug("cannot read events", e);
                cursor = null;
                pause = PAUSE_AFTER_FAILURE_MILLIS;
            } catch (RuntimeException e) {
                LOG.error("cannot read events", e);
                cursor = null;
                pause = PAUSE_AFTER_FAILURE_MILLIS;
            }
            pause(pause);
        }
    }

    private synchronized boolean isNeeded() {
        if (isClosed() || watches.isEmpty()) {
            thread = null;
            return false;
        }
        return true;
    }

    private @Nullable String wakeBehind(@Nullable String cursor) {
        if (cursor != null) {
            Page<Event> news = events.list(cursor, EventFilter.all(), Limits.PAGE);
            if (news.items().size() < Limits.PAGE) {
                watches.stream()
                        .filter(watch -> watch.isConcerned(news.items()))
                        .forEach(watch -> watch.wake.run());
                return news.nextCursor();
            }
        }
        // Too many to look at each.
        String latest = events.latest();
        watches.forEach(watch -> watch.wake.run());
        return latest;
    }

    private void pause(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("no more events are read");
            }
        } catch (InterruptedException e) {
            LOG.debug("a pause was cut short", e);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread daemon = new Thread(work, name);
        daemon.setDaemon(true);
        return daemon;
    }
}
