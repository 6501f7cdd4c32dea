package dev.holdfast.server.http.wire;

import dev.holdfast.event.Event;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the API shows it, with the names of CloudEvents 1.0. */
public record EventView(
        String specversion,
        String id,
        String source,
        String type,
        Instant time,
        String subject,
        String datacontenttype,
        @Nullable String actor,
        Map<String, @Nullable Object> data) {
    private static final String SPEC_VERSION = "1.0";

    // The path that subjects are relative to. It must never change: receivers tell events apart by their source and id.
    private static final String SOURCE = "/api/v1";

    /** The view of an event. */
    public static EventView of(Event event) {
        return new EventView(
                SPEC_VERSION,
                event.id(),
                SOURCE,
                event.type().word(),
                event.occurredAt(),
                event.subject(),
                Answer.JSON,
                event.actor(),
                event.data());
    }
}
