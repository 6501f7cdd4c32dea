package dev.holdfast.planted.catalog;

import org.jdbi.v3.core.Handle;

/** Shows users what only the inside should know. */
public final class ShowsHandle {
    public boolean isOpen(Handle handle) {
        return !handle.isClosed();
    }
}
