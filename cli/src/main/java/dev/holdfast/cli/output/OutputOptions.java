package dev.holdfast.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.holdfast.Page;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.TerminalText;
import dev.holdfast.server.http.wire.ApiJson;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --output}, and how results are written in each format. */
public final class OutputOptions {
    /** The formats. */
    public enum Format {
        /** For people. */
        TABLE,
        /** The JSON of the HTTP API. */
        JSON,
        /** A heading and a line for each row, always with the same columns. */
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "The output format. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TABLE;

    @Option(
            names = "--wide",
            description = "Do not fit a table to the width of the terminal: show all columns, and text in full.")
    private boolean wide;

    /** The format that was chosen. */
    public Format format() {
        return format;
    }

    /** Writes one page of a list, and the {@code --cursor} of the next one. */
    public int page(Session session, Page<?> page, List<Column> columns) {
        return page(session, page, columns, row -> row);
    }

    /**
     * Writes one page of a list, and the {@code --cursor} of the next one.
     *
     * @param shown gives the row that a table or a CSV file shows for an entry
     */
    public <T> int page(Session session, Page<T> page, List<Column> columns, Function<T, ?> shown) {
        if (format == Format.JSON) {
            session.json(ApiJson.write(page));
            return ExitCode.DONE;
        }
        rows(session, page.items().stream().map(shown).toList(), columns);
        if (page.nextCursor() != null) {
            session.say("more with: --cursor " + page.nextCursor());
        }
        return ExitCode.DONE;
    }

    /**
     * Writes a whole list, one page at a time; a table has a heading for each page.
     *
     * @param pages reads the page at a cursor, which is null for the first
     */
    public int all(Session session, Function<@Nullable String, ? extends Page<?>> pages, List<Column> columns) {
        PrintStream out = session.out();
        String separator = "";
        String cursor = null;
        do {
            Page<?> page = pages.apply(cursor);
            if (format == Format.JSON) {
                out.print(cursor == null ? "{\"items\":[" : "");
                for (Object item : page.items()) {
                    String json = ApiJson.write(item);
                    out.print(separator + (session.terminal() ? TerminalText.json(json) : json));
                    separator = ",";
                }
            } else if (format == Format.CSV && cursor != null) {
                page.items().forEach(row -> out.print(record(session, columns, row)));
            } else {
                rows(session, page.items(), columns);
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        if (format == Format.JSON) {
            out.println("],\"next_cursor\":null}");
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** Writes one value. */
    public int one(Session session, Object value, List<Column> columns) {
        switch (format) {
            case JSON -> session.json(ApiJson.write(value));
            case CSV -> rows(session, List.of(value), columns);
            case TABLE ->
                TextTable.fields(columns, value, session.style(), width(session))
                        .forEach(session.out()::println);
        }
        return ExitCode.DONE;
    }

    /** Writes a value with lists in it: a table shows every list that is not empty, CSV only the first list. */
    public int document(Session session, Object value, List<Column> columns, Section... sections) {
        if (format == Format.CSV) {
            rows(session, sections[0].rows(), sections[0].columns());
            return ExitCode.DONE;
        }
        one(session, value, columns);
        if (format == Format.TABLE) {
            for (Section section : sections) {
                more(session, section.rows(), section.columns());
            }
        }
        return ExitCode.DONE;
    }

    /** Writes a priced document, and below a table a note if there may be a lower total. */
    public int priced(Session session, Object value, boolean searchedAll, List<Column> columns, Section... sections) {
        document(session, value, columns, sections);
        if (format == Format.TABLE && !searchedAll) {
            session.out().println();
            session.out()
                    .println("There are too many combinations of rules to try all of them. A lower total may exist.");
        }
        return ExitCode.DONE;
    }

    /** Writes rows below previous output, unless there are none. */
    public void more(Session session, List<?> rows, List<Column> columns) {
        if (!rows.isEmpty()) {
            session.out().println();
            rows(session, rows, columns);
        }
    }

    /** Writes rows under a heading, as CSV or else as a table. */
    public void rows(Session session, List<?> rows, List<Column> columns) {
        PrintStream out = session.out();
        if (format == Format.CSV) {
            out.print(heading(columns));
            rows.forEach(row -> out.print(record(session, columns, row)));
            out.flush();
            return;
        }
        TableLayout table = TableLayout.of(columns, rows, width(session));
        table.lines(session.style()).forEach(out::println);
        out.flush();
        if (!table.leftOut().isEmpty()) {
            session.say(
                    "not shown: " + String.join(", ", Column.names(table.leftOut())) + "; --wide shows all columns");
        }
    }

    /** The width to which output for people is fitted; 0 for any. */
    public int width(Session session) {
        return wide ? 0 : session.width();
    }

    /** The heading of a CSV file, with its line end. */
    public static String heading(List<Column> columns) {
        return record(Column.names(columns));
    }

    /** A row of a CSV file, with its line end; a spreadsheet that opens the file takes all its text for text. */
    public static String record(Session session, List<Column> columns, Object row) {
        return record(Column.cells(columns, row).stream()
                .map(SpreadsheetText::protect)
                .map(cell -> session.terminal() ? TerminalText.escaped(cell) : cell)
                .toList());
    }

    private static String record(List<String> cells) {
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(text)
                .writeRecord(cells);
        return text.toString();
    }
}
