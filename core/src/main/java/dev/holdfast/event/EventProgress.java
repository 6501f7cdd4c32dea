package dev.holdfast.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream can be read, and what holds it up.
 *
 * @param behind how many numbers were drawn for events that cannot be read yet; 0 if everything can. Some of them may never
 *     become events
 * @param openTransactions that have written events and not ended, the oldest first. Nothing behind their first event can
 *     be read before they end
 */
public record EventProgress(long behind, List<OpenTransaction> openTransactions) {
    /** Copies the list. */
    public EventProgress {
        openTransactions = List.copyOf(openTransactions);
    }

    /**
     * A transaction that has written events.
     *
     * @param pid the process of the database that it runs in; null for a prepared transaction
     * @param application the {@code application_name} of its connection; null if the database does not tell
     * @param since when it began; null if the database does not tell
     */
    public record OpenTransaction(
            @Nullable Integer pid,
            @Nullable String application,
            @Nullable Instant since) {}
}
