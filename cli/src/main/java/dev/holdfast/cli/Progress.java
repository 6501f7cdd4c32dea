package dev.holdfast.cli;

import dev.holdfast.spi.SweepResult;
import java.time.Duration;
import java.util.Locale;

/** One line about a long sweep for somebody who watches, written over itself. */
final class Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Session session;
    private boolean shown;

    Progress(Session session) {
        this.session = session;
    }

    void show(SweepResult soFar) {
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
    void end() {
        if (shown) {
            session.err().println();
        }
    }
}
