package dev.holdfast.cli.event;

import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.OutputOptions.Format;
import dev.holdfast.cli.output.Section;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Interrupts;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.Stop;
import dev.holdfast.event.Event;
import dev.holdfast.server.http.wire.ApiJson;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast events}. */
@Command(
        name = "events",
        description = {
            "Lists and follows what happened in the shop.",
            "Every change that others care about is an event, and a reader that goes on from the cursor of the last one "
                    + "misses none."
        })
public final class EventsCommand extends CommandGroup {
    private final Clock clock = Clock.systemUTC();

    /** Runs in a session. */
    public EventsCommand(Session session) {
        super(session);
    }

    @Command(
            name = "list",
            description = {
                "Lists events, oldest first, and says where to go on.",
                "A table has a summary of the data; JSON and CSV have all of it."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast events list",
                "  holdfast events list --subject orders/1001",
                "  holdfast events list --types order.placed,order.paid --limit 1000 -o json"
            })
    int list(
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description = "Only what comes after this event: its id, or the cursor of the page before "
                                    + "(next_cursor in JSON). Default: from the first event that is kept.")
                    @Nullable
                    String after,
            @Mixin EventOptions options,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "" + PageRequest.DEFAULT_LIMIT,
                            description = "The largest number of events, 1 to " + Limits.PAGE
                                    + ". Default: ${DEFAULT-VALUE}.")
                    int limit,
            @Mixin OutputOptions output) {
        return session.work(shop -> write(output, shop.events().list(after, options.filter(), limit)));
    }

    private int write(OutputOptions output, Page<Event> page) {
        switch (output.format()) {
            case JSON ->
                session.json(ApiJson.write(
                        new Page<>(page.items().stream().map(EventLine::of).toList(), page.nextCursor())));
            case CSV ->
                output.rows(session, page.items().stream().map(EventLine::of).toList(), EventLine.CSV);
            case TABLE ->
                output.rows(
                        session,
                        page.items().stream().map(EventLine.Summarized::of).toList(),
                        EventLine.TABLE);
        }
        if (output.format() != Format.JSON) {
            session.say("go on with: --after " + page.nextCursor());
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "tail",
            description = {
                "Follows the events of the shop and writes each one on a line.",
                "Begins with what happens from now on, and ends on Ctrl-C or SIGTERM, with exit code 0, or when nobody reads "
                        + "its output. With -o json each line is one JSON object. If an open transaction holds the events "
                        + "up, it says so at a terminal."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast events tail",
                "  holdfast events tail --types stock.low,stock.back_in_stock",
                "  holdfast events tail --after 0 -o json > events.jsonl"
            })
    int tail(
            @Option(
                            names = "--after",
                            paramLabel = "CURSOR",
                            description =
                                    "Begin with what comes after this event, by its id; 0 is the first event that is "
                                            + "kept. Default: what happens from now on.")
                    @Nullable
                    String after,
            @Mixin EventOptions options,
            @Mixin OutputOptions output) {
        Stop stop = new Stop();
        Interrupts.first(stop::ask);
        HoldUp holdUp = new HoldUp(System::nanoTime, clock::instant);
        return session.work(shop -> new EventTail(session, output, holdUp, stop)
                .follow(shop.events(), after == null ? shop.events().latest() : after, options.filter()));
    }

    @Command(
            name = "progress",
            description = {
                "Shows how far the events can be read, and what holds them up.",
                "An open transaction that has written events holds up those of others behind them. Its process and its "
                        + "application are those of PostgreSQL's pg_stat_activity. CSV shows the transactions only."
            },
            footer = {"", "Examples:", "  holdfast events progress", "  holdfast events progress -o json"})
    int progress(@Mixin OutputOptions output) {
        return session.work(shop -> {
            ProgressTable progress = ProgressTable.of(shop.events().progress(), clock.instant());
            return output.document(
                    session,
                    progress,
                    ProgressTable.COLUMNS,
                    new Section(progress.openTransactions(), ProgressTable.TRANSACTIONS));
        });
    }
}
