package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Session;
import java.time.Duration;
import java.util.Locale;

/** Counts what has been done, for a person who watches. Not thread-safe. */
public final class CountProgress {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final ProgressLine line;
    private final String done;
    private final long begin = System.nanoTime();

    /**
     * A count that starts now.
     *
     * @param done what is counted, such as {@code priced}
     */
    public CountProgress(Session session, String done) {
        this.line = new ProgressLine(session, PAUSE);
        this.done = done;
    }

    /** Shows how many there are so far. */
    public void show(long count) {
        line.show(() -> String.format(
                Locale.ROOT, "%,d %s, %,.0f per second ", count, done, count / ((System.nanoTime() - begin) / 1e9)));
    }

    /** Keeps the last count, and goes to the next line. */
    public void end() {
        line.end();
    }
}
