package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.server.feed.EventFeed;
import dev.holdfast.server.feed.Turns;
import dev.holdfast.server.http.routes.EventReading;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Waits for the first events that a request asks for, until its time is over or the server stops. Thread-safe. */
final class LongPoll {
    private final EventFeed feed;
    private final EventReading reading;
    private final Holdfast shop;
    private final Runnable check;
    private final long end;
    private final Turns turns;
    private final CompletableFuture<Page<Event>> page = new CompletableFuture<>();

    // Of the turn: one thread at a time.
    private @Nullable String cursor;

    /**
     * For a request.
     *
     * @param check throws if the caller may read events no longer
     */
    LongPoll(EventFeed feed, EventReading reading, Holdfast shop, Runnable check) {
        this.feed = feed;
        this.reading = reading;
        this.shop = shop;
        this.check = check;
        this.end = System.nanoTime() + reading.patience().toNanos();
        this.turns = new Turns(feed.workers(), this::turn);
    }

    /** Looks for the first time, in this thread, and goes on in others; the page that is answered in the end. */
    CompletableFuture<Page<Event>> begin() {
        EventFeed.Watch watch = feed.watch(reading.filter(), turns::ask);
        page.whenComplete((answered, failure) -> watch.close());
        turns.askHere();
        if (!page.isDone()) {
            feed.later(reading.patience(), turns::ask);
        }
        return page;
    }

    private void turn() {
        if (page.isDone()) {
            return;
        }
        try {
            String from = cursor;
            if (from != null && feed.isClosed()) {
                page.complete(new Page<>(List.of(), from));
                return;
            }
            if (from == null) {
                from = reading.start(shop);
            } else {
                check.run();
            }
            Page<Event> found = reading.read(shop, from);
            if (!found.items().isEmpty() || feed.isClosed() || System.nanoTime() - end >= 0) {
                page.complete(found);
                return;
            }
            cursor = found.nextCursor();
            if (!Objects.equals(cursor, from)) {
                // The filter left everything out so far, and there is more.
                turns.ask();
            }
        } catch (RuntimeException | Error e) {
            page.completeExceptionally(e);
        }
    }
}
