package dev.holdfast.cli.event;

import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.UnavailableException;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.OutputOptions.Format;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.cli.session.TerminalText;
import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.Events;
import dev.holdfast.server.http.wire.ApiJson;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes events as they happen, until it is stopped or nobody reads its output. Not thread-safe. */
final class EventTail {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int TYPE_WIDTH = 22;
    private static final String GAP = "  ";

    private final Session session;
    private final OutputOptions output;
    private final HoldUp holdUp;
    private final Stop stop;

    EventTail(Session session, OutputOptions output, HoldUp holdUp, Stop stop) {
        this.session = session;
        this.output = output;
        this.holdUp = holdUp;
        this.stop = stop;
    }

    /** Writes what comes after a cursor, and returns the exit code. */
    int follow(Events events, String after, EventFilter filter) {
        String cursor = after;
        if (output.format() == Format.CSV) {
            session.out().print(OutputOptions.heading(EventLine.CSV));
        }
        try {
            while (!stop.isAsked()) {
                Page<Event> page = events.list(cursor, filter, Limits.PAGE);
                String next = page.nextCursor() == null ? cursor : page.nextCursor();
                session.out().print(page.items().stream().map(this::line).collect(Collectors.joining()));
                session.out().flush();
                if (session.out().checkError()) {
                    // Nobody reads the output any more. A program such as head ends when it has enough.
                    return ExitCode.DONE;
                }
                if (next.equals(cursor)) {
                    waitFor(events);
                } else {
                    holdUp.gotOn();
                }
                cursor = next;
            }
        } catch (UnavailableException e) {
            sayWhere(cursor);
            throw e;
        }
        sayWhere(cursor);
        return ExitCode.DONE;
    }

    private void waitFor(Events events) {
        if (session.attended()) {
            holdUp.gotNothing(events.progress()).ifPresent(session::say);
        }
        stop.await(PAUSE);
    }

    private void sayWhere(String cursor) {
        session.inform("go on with: --after " + cursor);
    }

    private String line(Event event) {
        return switch (output.format()) {
            case JSON -> {
                String json = ApiJson.write(EventLine.of(event));
                yield (session.terminal() ? TerminalText.json(json) : json) + "\n";
            }
            case CSV -> OutputOptions.record(session, EventLine.CSV, EventLine.of(event));
            case TABLE -> sentence(event) + "\n";
        };
    }

    private String sentence(Event event) {
        String actor = event.actor() == null ? "" : "by " + event.actor();
        String text = Stream.concat(
                        Stream.of(
                                event.occurredAt().toString().replaceFirst("\\.\\d+Z", "Z"),
                                TextTable.padded(event.type().word(), TYPE_WIDTH, false)),
                        Stream.of(event.subject(), EventSummary.of(event), actor)
                                .filter(part -> !part.isEmpty())
                                .map(TextTable::harmless))
                .collect(Collectors.joining(GAP));
        int width = output.width(session);
        return width == 0 ? text : TextTable.cut(text, width);
    }
}
