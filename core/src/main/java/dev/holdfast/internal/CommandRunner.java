package dev.holdfast.internal;

/** Runs commands: load, decide, save. */
public final class CommandRunner {
    private final Database database;

    /** On this database. */
    public CommandRunner(Database database) {
        this.database = database;
    }

    @Override
    public String toString() {
        return "" + database;
    }
}
