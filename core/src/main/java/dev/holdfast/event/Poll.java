package dev.holdfast.event;

import dev.holdfast.Page;
import org.jspecify.annotations.Nullable;

/** Tells a listener one page. What it throws is kept until its place was saved. Not thread-safe. */
final class Poll {
    private final EventListener listener;
    private int told;
    private @Nullable Throwable thrown;

    Poll(EventListener listener) {
        this.listener = listener;
    }

    /**
     * Tells the events of a page until the listener throws.
     *
     * @param cursor of the place before the page
     * @return the cursor of the place that was reached
     */
    String tell(Page<Event> page, String cursor) {
        String reached = cursor;
        try {
            for (Event event : page.items()) {
                listener.handle(event);
                reached = event.id();
                told++;
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
            return reached;
        }
        String next = page.nextCursor();
        return next == null ? reached : next;
    }

    /** How many events the listener was told; throws what it threw. */
    int told() {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return told;
    }
}
