package dev.holdfast.event;

import dev.holdfast.HoldfastException;

/**
 * The event that a cursor names is not in the shop, so nobody can tell what comes after it: old events were dropped, or the
 * database is a copy from before it. The reader has to compare what it knows with the shop, and go on from
 * {@link Events#latest}, or begin again without a cursor.
 */
public final class EventCursorGoneException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** For a cursor whose event is not there. */
    public EventCursorGoneException(String cursor) {
        super(
                "event_cursor_gone",
                "the event of the cursor \"" + cursor + "\" is not in this shop: it was dropped, or the database was "
                        + "restored to a time before it",
                null,
                "cursor",
                cursor);
    }
}
