package dev.holdfast.benchmarks;

import dev.holdfast.Page;
import dev.holdfast.event.Event;
import dev.holdfast.event.EventFilter;
import dev.holdfast.event.EventType;
import dev.holdfast.event.Events;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the whole stream from its beginning, page by page, in turns with a statement that reads the ledger alone. */
final class EventReads {
    private static final int EVENTS = 1_000_000;
    private static final int PAGE = 1_000;

    private interface Read {
        long all() throws Exception;
    }

    private final Stage stage;
    private final Options options;
    private final Report report;

    EventReads(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
    }

    void run() throws Exception {
        seed();
        Events events = stage.shop().events();
        Map<String, Read> ways = new LinkedHashMap<>();
        ways.put("the ledger, one statement for each page", this::ledger);
        ways.put("`events().list`", () -> list(events, EventFilter.all()));
        ways.put(
                "`events().list`, one type of which there is none",
                () -> list(events, EventFilter.of(EventType.ORDER_PAID)));
        List<List<String>> rows = new ArrayList<>();
        for (Map.Entry<String, Read> way : ways.entrySet()) {
            rows.add(List.of(way.getKey(), Report.spread(rates(way.getKey(), way.getValue()), "%,.0f")));
        }
        report.table(List.of("1,000,000 events in pages of 1,000", "events passed per second"), rows);
    }

    private double[] rates(String name, Read way) throws Exception {
        double[] rates = new double[options.rounds()];
        for (int round = 0; round < rates.length; round++) {
            long start = System.nanoTime();
            long read = way.all();
            rates[round] = Math.max(read, EVENTS) / ((System.nanoTime() - start) / 1e9);
            report.progress(
                    "  " + name + ", round " + (round + 1) + ": " + Report.number(rates[round], "%,.0f") + "/s");
        }
        return rates;
    }

    private void seed() throws SQLException {
        long missing = EVENTS - stage.number("select count(*) from holdfast.stock_ledger");
        int movements = (int) (missing / options.variants() / 2 * 2);
        if (movements > 0) {
            try (Connection connection = stage.connect()) {
                Sql.of("seed-ledger.sql")
                        .run(connection, Map.of("movements", movements, "variants", options.variants()));
            }
            stage.settle();
        }
    }

    private long ledger() throws SQLException {
        try (Connection connection = stage.connect();
                PreparedStatement page = connection.prepareStatement(
                        "select * from holdfast.stock_ledger where event > ? order by event limit " + PAGE)) {
            long read = 0;
            long last = 0;
            while (true) {
                page.setLong(1, last);
                long before = read;
                try (ResultSet row = page.executeQuery()) {
                    while (row.next()) {
                        last = row.getLong("event");
                        read++;
                    }
                }
                if (read == before) {
                    return read;
                }
            }
        }
    }

    private static long list(Events events, EventFilter filter) {
        long read = 0;
        String cursor = "0";
        while (true) {
            Page<Event> page = events.list(cursor, filter, PAGE);
            read += page.items().size();
            if (Objects.equals(cursor, page.nextCursor())) {
                return read;
            }
            cursor = page.nextCursor();
        }
    }
}
