package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Session;
import java.time.Duration;
import java.util.function.Supplier;

/** A line about work under way that is written over itself, for a person who watches. Not thread-safe. */
public final class ProgressLine {
    private final Session session;
    private final long pause;
    private long last = System.nanoTime();
    private boolean shown;

    /**
     * A line that is empty at first.
     *
     * @param pause between two writes of the line, and before the first
     */
    public ProgressLine(Session session, Duration pause) {
        this.session = session;
        this.pause = pause.toNanos();
    }

    /** Writes the line, if somebody watches and the pause is over. */
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

    /** Keeps what was written last, and goes to the next line. */
    public void end() {
        if (shown) {
            session.err().println();
            shown = false;
        }
    }
}
