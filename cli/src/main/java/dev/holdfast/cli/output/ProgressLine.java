package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Session;
import java.time.Duration;
import java.util.function.Supplier;

/** A line about the progress of work that overwrites itself, for a person who watches. Not thread-safe. */
public final class ProgressLine {
    private final Session session;
    private final long pause;
    private long last = System.nanoTime();
    private boolean shown;

    /**
     * A line without text.
     *
     * @param pause the least time between two writes, and before the first
     */
    public ProgressLine(Session session, Duration pause) {
        this.session = session;
        this.pause = pause.toNanos();
    }

    /** Writes the line if a person watches and the pause is over. */
    public void show(Supplier<String> text) {
        long now = System.nanoTime();
        if (!session.attended() || now - last < pause) {
            return;
        }
        last = now;
        shown = true;
        session.err().print("\r" + text.get());
        session.err().flush();
    }

    /** Keeps the last text, and goes to the next line. */
    public void end() {
        if (shown) {
            session.err().println();
            shown = false;
        }
    }
}
