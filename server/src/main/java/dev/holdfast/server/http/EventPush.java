package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.server.feed.EventFeed;
import dev.holdfast.server.feed.Turns;
import dev.holdfast.server.http.routes.EventReading;
import dev.holdfast.server.http.wire.ServerSentEvents;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to one client as they happen, until it goes away, may read them no longer, or the server stops. A page is
 * read when the one before was handed on, so a client that reads slowly costs one page in memory, and no thread.
 * Thread-safe.
 */
final class EventPush {
    private static final Logger LOG = LoggerFactory.getLogger(EventPush.class);

    private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(15);

    // For a part that is on its way when the server stops.
    private static final Duration LAST_PART = Duration.ofSeconds(1);

    private final EventFeed feed;
    private final EventReading reading;
    private final Holdfast shop;
    private final Runnable check;
    private final Runnable release;
    private final Turns turns;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile EventFeed.@Nullable Watch watch;
    private volatile @Nullable Outlet outlet;
    private volatile @Nullable Stay stay;

    // The first part tells the client the place where it begins, in case that it comes again before the first event.
    private final AtomicBoolean signDue = new AtomicBoolean(true);

    // Of the turn: one thread at a time.
    private String cursor;

    /**
     * For a request.
     *
     * @param cursor behind which events are sent
     * @param check throws if the caller may read events no longer
     * @param release called once, when the stream is over
     */
    EventPush(EventFeed feed, EventReading reading, String cursor, Holdfast shop, Runnable check, Runnable release) {
        this.feed = feed;
        this.reading = reading;
        this.cursor = cursor;
        this.shop = shop;
        this.check = check;
        this.release = release;
        this.turns = new Turns(feed.workers(), this::turn);
    }

    /** Begins to send; completes when the stream is over. */
    CompletableFuture<Void> begin(Context context, Stay place) {
        stay = place;
        place.leave();
        watch = feed.watch(reading.filter(), turns::ask);
        outlet = Outlet.open(context, ready -> turns.ask(), this::finish);
        feed.later(BETWEEN_SIGNS_OF_LIFE, this::signLife);
        turns.ask();
        return end;
    }

    /** Ends the stream. */
    void finish() {
        if (isOver.getAndSet(true)) {
            return;
        }
        EventFeed.Watch open = watch;
        if (open != null) {
            open.close();
        }
        release.run();
        Outlet body = outlet;
        Stay place = stay;
        if (place != null && body != null && !body.isReady()) {
            place.cutOff();
        }
        end.complete(null);
    }

    private void signLife() {
        if (!isOver.get()) {
            signDue.set(true);
            turns.ask();
            feed.later(BETWEEN_SIGNS_OF_LIFE, this::signLife);
        }
    }

    private void turn() {
        Outlet body = outlet;
        if (isOver.get() || body == null) {
            return;
        }
        if (feed.isClosed()) {
            if (body.isReady()) {
                finish();
            } else {
                feed.later(LAST_PART, this::finish);
            }
            return;
        }
        // Asked again when it is.
        if (!body.isReady()) {
            return;
        }
        try {
            send(body);
        } catch (RuntimeException | Error e) {
            // The client comes again, and is told then.
            LOG.debug("a stream of events ends early", e);
            finish();
        }
    }

    private void send(Outlet body) {
        check.run();
        Page<Event> page = reading.read(shop, cursor);
        String next = Objects.requireNonNull(page.nextCursor());
        boolean moved = !next.equals(cursor);
        cursor = next;
        if (!page.items().isEmpty()) {
            signDue.set(false);
            body.write(ServerSentEvents.of(page.items()).getBytes(StandardCharsets.UTF_8));
        } else if (signDue.getAndSet(false)) {
            body.write(ServerSentEvents.signOfLife(cursor).getBytes(StandardCharsets.UTF_8));
        } else if (moved) {
            // The filter left everything out so far, and there is more.
            turns.ask();
        }
    }
}
