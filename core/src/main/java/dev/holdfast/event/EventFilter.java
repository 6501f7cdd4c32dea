package dev.holdfast.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects events.
 *
 * @param types what happened; empty for anything
 * @param subject what it happened to, as in {@link Event#subject}, such as {@code orders/1001}; null for anything
 */
public record EventFilter(Set<EventType> types, @Nullable String subject) {
    /** Copies the types. */
    public EventFilter {
        types = Set.copyOf(types);
    }

    /** Selects all events. */
    public static EventFilter all() {
        return new EventFilter(Set.of(), null);
    }

    /** Selects events of some types; of all types if none is given. */
    public static EventFilter of(EventType... types) {
        return of(Arrays.asList(types));
    }

    /** Selects events of some types; of all types if none is given. */
    public static EventFilter of(Collection<EventType> types) {
        return new EventFilter(types.isEmpty() ? Set.of() : EnumSet.copyOf(List.copyOf(types)), null);
    }

    /** The same for one subject. */
    public EventFilter about(String other) {
        return new EventFilter(types, other);
    }

    /** Whether it selects an event. */
    public boolean accepts(Event event) {
        return (types.isEmpty() || types.contains(event.type()))
                && (subject == null || subject.equals(event.subject()));
    }
}
