package dev.holdfast.cli.event;

import dev.holdfast.cli.output.Column;
import dev.holdfast.event.EventProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the stream can be read, as the command line writes it. */
record ProgressTable(long behind, List<OpenTransaction> openTransactions) {
    static final List<Column> COLUMNS = Column.list("behind#");

    static final List<Column> TRANSACTIONS = Column.list("pid# application since age_seconds#");

    /**
     * A transaction that is waited for.
     *
     * @param ageSeconds how long it has been open; null if the database does not tell
     */
    record OpenTransaction(
            @Nullable Integer pid,
            @Nullable String application,
            @Nullable Instant since,
            @Nullable Long ageSeconds) {}

    static ProgressTable of(EventProgress progress, Instant now) {
        return new ProgressTable(
                progress.behind(),
                progress.openTransactions().stream()
                        .map(open -> new OpenTransaction(
                                open.pid(), open.application(), open.since(), ageSeconds(open, now)))
                        .toList());
    }

    /** The age of a transaction; null if the database does not tell. The clock of the database may be ahead. */
    static @Nullable Long ageSeconds(EventProgress.OpenTransaction open, Instant now) {
        return open.since() == null
                ? null
                : (Long) Math.max(0, Duration.between(open.since(), now).toSeconds());
    }
}
