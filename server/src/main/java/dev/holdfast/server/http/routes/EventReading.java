package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.EventView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A checked request for events.
 *
 * @param after the cursor that they come after, or {@value #LATEST} for those that come from now on; null for the first ones
 * @param filter selects them
 * @param limit the largest number of events in a page
 * @param patience how long the answer may wait for the first one
 */
public record EventReading(@Nullable String after, EventFilter filter, int limit, Duration patience)
        implements Endpoint.Command {
    /** Stands for the cursor behind the last event. */
    public static final String LATEST = "latest";

    /** Whether the answer may wait. */
    public boolean waits() {
        return !patience.isZero();
    }

    @Override
    public Answer run(Holdfast shop) {
        return answer(read(shop, start(shop)));
    }

    /** The cursor that the first page comes after; null for the first events. */
    public @Nullable String start(Holdfast shop) {
        return LATEST.equals(after) ? shop.events().latest() : after;
    }

    /** Reads the page behind a cursor. */
    public Page<Event> read(Holdfast shop, @Nullable String cursor) {
        return shop.events().list(cursor, filter, limit);
    }

    /** The answer that has a page. */
    public static Answer answer(Page<Event> page) {
        return Answer.page(page, EventView::of);
    }
}
