package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.server.feed.EventFeed;
import dev.holdfast.server.http.routes.Endpoint;
import dev.holdfast.server.http.routes.EventReading;
import dev.holdfast.server.http.routes.EventSubscription;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Content;
import dev.holdfast.server.http.wire.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Answers requests for events that wait for them. While they wait, they take no thread, no connection to the database
 * and none of the {@link Places}; so many may. Thread-safe.
 */
final class LiveEvents implements AutoCloseable {
    /** How many streams may be open at once. */
    static final int MOST_STREAMS = 100;

    private final EventFeed feed;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    private final int mostWaiting;
    private final Semaphore waiting;

    /**
     * For the events of a shop.
     *
     * @param mostWaiting how many requests may wait for their first event at once; further ones are answered without
     */
    LiveEvents(Holdfast shop, int mostWaiting) {
        this.feed = new EventFeed(shop.events());
        this.mostWaiting = mostWaiting;
        this.waiting = new Semaphore(mostWaiting);
    }

    /** The number of open streams. */
    int streams() {
        return MOST_STREAMS - streams.availablePermits();
    }

    /** The number of requests that wait for their first event. */
    int waiting() {
        return mostWaiting - waiting.availablePermits();
    }

    /**
     * Answers a request if it has to wait.
     *
     * @param check throws if the caller may read events no longer
     * @return whether it does; otherwise it is answered like others
     */
    boolean answers(Context context, Endpoint.Command command, Holdfast shop, Runnable check) {
        if (!context.method().equals(HandlerType.GET)) {
            return false;
        }
        if (command instanceof EventSubscription subscription) {
            stream(context, subscription, shop, check);
            return true;
        }
        if (command instanceof EventReading reading && reading.waits() && waiting.tryAcquire()) {
            await(context, reading, shop, check);
            return true;
        }
        return false;
    }

    /** Ends all streams, and answers all requests that wait with an empty page. */
    @Override
    public void close() {
        feed.close();
    }

    private void await(Context context, EventReading reading, Holdfast shop, Runnable check) {
        CompletableFuture<Page<Event>> page = new LongPoll(feed, reading, shop, check).begin();
        CompletableFuture<Answer> answer = page.thenApply(EventReading::answer);
        page.whenComplete((found, failure) -> waiting.release());
        context.future(() -> {
            if (page.isDone()) {
                return answer.thenAccept(found -> {
                    closeWithServer(context);
                    Replies.send(found, context);
                });
            }
            Stay stay = Stay.of(context.req());
            stay.leave();
            stay.mayBeSilentFor(reading.patience());
            return answer.thenCompose(found -> write(found, context));
        });
    }

    // A server that stops waits for the connections that are open.
    private void closeWithServer(Context context) {
        if (feed.isClosed()) {
            context.header("Connection", "close");
        }
    }

    // The thread that found the events is needed for others, however slowly the client reads.
    private CompletableFuture<Void> write(Answer answer, Context context) {
        Content content = Content.of(answer);
        context.status(content.status()).contentType(content.contentType());
        content.headers().forEach(context::header);
        closeWithServer(context);
        return Outlet.writeWhole(context, answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private void stream(Context context, EventSubscription subscription, Holdfast shop, Runnable check) {
        if (feed.isClosed() || !streams.tryAcquire()) {
            throw Refusal.overloaded("the server has " + MOST_STREAMS + " streams of events, which is its limit");
        }
        EventPush push;
        try {
            push = new EventPush(feed, subscription.reading(), subscription.start(shop), shop, check, streams::release);
        } catch (RuntimeException | Error e) {
            streams.release();
            throw e;
        }
        Answer head = subscription.head();
        context.status(head.status()).contentType(head.contentType());
        head.headers().forEach(context::header);
        context.future(() -> push.begin(context, Stay.of(context.req())));
    }
}
