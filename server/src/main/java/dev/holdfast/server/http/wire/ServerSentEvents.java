package dev.holdfast.server.http.wire;

import dev.holdfast.event.Event;
import java.util.List;

/** The text of events in a stream of Server-Sent Events, as the HTML standard describes it. */
public final class ServerSentEvents {
    /** The content type of a stream. */
    public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    private ServerSentEvents() {}

    /** The text of events. JSON has no line breaks, so each is one line of data. */
    public static String of(List<Event> events) {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append("id: ")
                    .append(event.id())
                    .append("\nevent: ")
                    .append(event.type().word())
                    .append("\ndata: ")
                    .append(Json.write(EventView.of(event)))
                    .append("\n\n");
        }
        return text.toString();
    }

    /** A comment, and the cursor that a client goes on from when it comes again; not an event. */
    public static String signOfLife(String cursor) {
        return ": so far\nid: " + cursor + "\n\n";
    }
}
