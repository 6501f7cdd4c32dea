package dev.holdfast.cli.event;

import dev.holdfast.cli.output.TextTable;
import dev.holdfast.event.EventType;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Types of events in an option, by their words, such as {@code order.placed}. */
final class EventTypes implements ITypeConverter<EventType>, Iterable<String> {
    @Override
    public EventType convert(String word) {
        return EventType.of(word)
                .orElseThrow(
                        () -> new TypeConversionException("'" + TextTable.harmless(word) + "' is not a type of event"));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(EventType.values()).map(EventType::word).iterator();
    }
}
