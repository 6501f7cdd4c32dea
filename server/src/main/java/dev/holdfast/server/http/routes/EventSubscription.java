package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ServerSentEvents;
import java.util.Map;
import java.util.Objects;

/**
 * A checked request for a stream of events.
 *
 * @param reading which events, page by page
 * @param cursorName the name of the header or parameter that the cursor comes from
 */
public record EventSubscription(EventReading reading, String cursorName) implements Endpoint.Command {
    private static final String CURSOR = "/after";

    /** The answer without its body, which is what HEAD asks for. */
    @Override
    public Answer run(Holdfast shop) {
        start(shop);
        return head();
    }

    /**
     * The cursor that the stream begins behind.
     *
     * @throws dev.holdfast.event.EventCursorGoneException if its event is not in the shop
     */
    public String start(Holdfast shop) {
        try {
            String cursor = Objects.requireNonNull(reading.start(shop));
            reading.read(shop, cursor);
            return cursor;
        } catch (InvalidInputException e) {
            throw new InvalidInputException(e.errors().stream()
                    .map(error -> error.pointer().equals(CURSOR)
                            ? new InvalidInputException.Error("/" + cursorName, error.detail())
                            : error)
                    .toList());
        }
    }

    /** What comes before the events. */
    public Answer head() {
        // Some proxies collect an answer before they pass it on, unless they are told not to.
        return new Answer(200, ServerSentEvents.CONTENT_TYPE, Map.of("X-Accel-Buffering", "no"), "");
    }
}
