package dev.holdfast.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id names it among all events of the shop, and is a cursor: what {@linkplain Events#list comes after} it. The same
 *     event has the same id whoever reads it, and however often
 * @param type what happened
 * @param occurredAt when it happened. The order of events is that of the stream, not of these times
 * @param actor who did it, see {@link dev.holdfast.Holdfast#as}; null if nobody was named, and for what ends by itself
 * @param subject what it happened to, by its path in the HTTP API, such as {@code orders/1001}. Events of one subject are
 *     in the order in which they happened
 * @param data what is worth knowing of it, in the words of the HTTP API: whole numbers as Long or Integer, amounts of money and times as
 *     text, lists and maps; unmodifiable
 */
public record Event(
        String id,
        EventType type,
        Instant occurredAt,
        @Nullable String actor,
        String subject,
        Map<String, @Nullable Object> data) {}
