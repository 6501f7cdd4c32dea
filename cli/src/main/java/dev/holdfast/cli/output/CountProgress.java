package dev.holdfast.cli.output;

import dev.holdfast.cli.session.Session;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line that counts, for somebody who watches, written over itself. */
public final class CountProgress {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Session session;
    private final String done;
    private final long begin = System.nanoTime();
    private long last = begin;
    private boolean shown;

    public CountProgress(Session session, String done) {
        this.session = session;
        this.done = done;
    }

    public void show(long count) {
        long now = System.nanoTime();
        if (!session.attended() || now - last < PAUSE) {
            return;
        }
        last = now;
        shown = true;
        session.err().printf(Locale.ROOT, "\r%,d %s, %,.0f per second ", count, done, count / ((now - begin) / 1e9));
        session.err().flush();
    }

    /** Leaves the line as it is and goes to the next. */
    public void end() {
        if (shown) {
            session.err().println();
            shown = false;
        }
    }
}
