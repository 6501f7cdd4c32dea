package dev.holdfast.cli.event;

import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select events. */
final class EventOptions {
    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            converter = EventTypes.class,
            completionCandidates = EventTypes.class,
            description = "Only events of these types, separated by commas: ${COMPLETION-CANDIDATES}.")
    private List<EventType> types = List.of();

    @Option(
            names = "--subject",
            paramLabel = "SUBJECT",
            description =
                    "Only what happened to this thing, by its path in the HTTP API, such as orders/1001, carts/12 "
                            + "or variants/7.")
    private @Nullable String subject;

    /** What they select. */
    EventFilter filter() {
        EventFilter filter = EventFilter.of(types);
        return subject == null ? filter : filter.about(subject);
    }
}
