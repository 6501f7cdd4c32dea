package dev.holdfast.cli.sweep;

import dev.holdfast.cli.session.Session;
import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.Locale;

/** One line about a long sweep for somebody who watches, written over itself. */
public final class SweepProgress {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Session session;
    private boolean shown;

    public SweepProgress(Session session) {
        this.session = session;
    }

    public void show(SweepResult soFar) {
        if (!session.attended() || soFar.duration().compareTo(PATIENCE) < 0) {
            return;
        }
        shown = true;
        session.err()
                .printf(
                        Locale.ROOT,
                        "\r%,d lines in %,d batches, %d s",
                        soFar.items(),
                        soFar.batches(),
                        soFar.duration().toSeconds());
        session.err().flush();
    }

    /** Leaves the line as it is and goes to the next. */
    public void end() {
        if (shown) {
            session.err().println();
        }
    }
}
