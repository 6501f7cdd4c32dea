package dev.holdfast.internal.sql;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * A table that takes part in commands, or the tables of one aggregate: what a list of commands asks of it, the rows that
 * were locked and read, and the rows that the decisions changed. There is one for each transaction. Not thread-safe.
 */
public interface Table {
    /** Adds the statements that lock and read what was asked for; nothing where nothing was. */
    void load(LoadScript script);

    /**
     * Reads what can be read only once the locks are held and the time is known, in a round trip of its own. Reads
     * nothing unless overridden.
     *
     * @param now the time, read after the last lock of {@link #load}
     */
    default void loadMore(Handle handle, Instant now) {}

    /** Adds the rows that differ from those that were loaded. */
    void save(Changes changes);

    /**
     * Whether the rows of this table are visible to others only once the disk has them. Otherwise their locks may be
     * released while the commit is on its way to the disk, and others read rows that a crash could still take back.
     * Defaults to false.
     */
    default boolean isVisibleOnlyWhenDurable() {
        return false;
    }
}
