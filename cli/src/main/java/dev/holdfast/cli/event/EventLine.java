package dev.holdfast.cli.event;

import dev.holdfast.cli.output.Column;
import dev.holdfast.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as the command line writes it.
 *
 * @param type its word
 */
record EventLine(
        String id,
        String type,
        Instant occurredAt,
        @Nullable String actor,
        String subject,
        Map<String, @Nullable Object> data) {
    /** The columns of a CSV file. */
    static final List<Column> CSV = Column.list("id occurred_at type subject actor data");

    /** The columns of a table, whose rows are {@link Summarized}. */
    static final List<Column> TABLE = Column.list("at=occurred_at type! subject! actor~ summary id~!");

    /** An event whose data are told in a few words. */
    record Summarized(
            String id,
            String type,
            Instant occurredAt,
            @Nullable String actor,
            String subject,
            String summary) {
        static Summarized of(Event event) {
            return new Summarized(
                    event.id(),
                    event.type().word(),
                    event.occurredAt(),
                    event.actor(),
                    event.subject(),
                    EventSummary.of(event));
        }
    }

    static EventLine of(Event event) {
        return new EventLine(
                event.id(), event.type().word(), event.occurredAt(), event.actor(), event.subject(), event.data());
    }
}
