package dev.holdfast.sweep;

import dev.holdfast.internal.Database;

/** Housekeeping. Thread-safe. */
public final class Sweeper {
    private final Database database;

    /** For {@link dev.holdfast.Holdfast}. */
    public Sweeper(Database database) {
        this.database = database;
    }

    /** Takes away what has expired. */
    public SweepResult sweep(SweepOptions options) {
        throw new UnsupportedOperationException("" + database);
    }

    /** A lease in this database, with the database's time. */
    public SweepLock databaseLock() {
        throw new UnsupportedOperationException();
    }
}
