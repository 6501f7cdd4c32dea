package dev.holdfast.cli.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.holdfast.Page;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.http.wire.ApiJson;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command writes what it found. */
public final class OutputOptions {
    /** The ways to write it. */
    public enum Format {
        /** For people. */
        TABLE,
        /** As the HTTP API answers. */
        JSON,
        /** For spreadsheets: a heading and a line for each row, always with the same columns. */
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
            description = "How the result is written. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.TABLE;

    public Format format() {
        return format;
    }

    /** Writes a part of a list; where it goes on is a message, except in JSON, which has a place for it. */
    public <T> int page(Session session, Page<T> page, List<Column<T>> columns) {
        if (format == Format.JSON) {
            session.out().println(ApiJson.write(page));
            return ExitCode.DONE;
        }
        rows(session, page.items(), columns);
        if (page.nextCursor() != null) {
            session.err().println("more with: --cursor " + page.nextCursor());
        }
        return ExitCode.DONE;
    }

    /**
     * Writes a whole list, a page at a time, so that its length does not matter; a table has a heading for each page.
     *
     * @param pages gives the page at a cursor, which is null for the first
     */
    public <T> int all(Session session, Function<@Nullable String, Page<T>> pages, List<Column<T>> columns) {
        PrintStream out = session.out();
        long written = 0;
        String cursor = null;
        do {
            Page<T> page = pages.apply(cursor);
            if (format == Format.JSON) {
                out.print(cursor == null ? "{\"items\":[" : "");
                for (T item : page.items()) {
                    out.print((written++ == 0 ? "" : ",") + ApiJson.write(item));
                }
            } else if (format == Format.CSV && cursor != null) {
                page.items().forEach(row -> out.print(record(Column.cells(columns, row))));
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

    /** Writes one thing. */
    public <T> int one(Session session, T value, List<Column<T>> columns) {
        switch (format) {
            case JSON -> session.out().println(ApiJson.write(value));
            case CSV -> rows(session, List.of(value), columns);
            case TABLE -> TextTable.fields(columns, value, session.style()).forEach(session.out()::println);
        }
        return ExitCode.DONE;
    }

    /** Writes one thing that has lines; CSV has the lines. */
    public <T, L> int document(
            Session session, T value, List<Column<T>> columns, List<L> lines, List<Column<L>> ofLines) {
        if (format == Format.CSV) {
            rows(session, lines, ofLines);
            return ExitCode.DONE;
        }
        one(session, value, columns);
        if (format == Format.TABLE && !lines.isEmpty()) {
            session.out().println();
            rows(session, lines, ofLines);
        }
        return ExitCode.DONE;
    }

    /** Writes more lines of another kind below a document, where they are not part of it already: in a table. */
    public <L> int more(Session session, List<L> lines, List<Column<L>> columns) {
        if (format == Format.TABLE && !lines.isEmpty()) {
            session.out().println();
            rows(session, lines, columns);
        }
        return ExitCode.DONE;
    }

    /** Writes rows, under a heading. */
    public <T> void rows(Session session, List<T> rows, List<Column<T>> columns) {
        PrintStream out = session.out();
        if (format == Format.CSV) {
            out.print(record(Column.names(columns)));
            rows.forEach(row -> out.print(record(Column.cells(columns, row))));
        } else {
            TextTable.lines(columns, rows, session.style()).forEach(out::println);
        }
        out.flush();
    }

    /** A line of a CSV file, with its end. */
    public static String record(List<String> cells) {
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                .bufferSize(0)
                .lineDelimiter(LineDelimiter.LF)
                .build(text)
                .writeRecord(cells);
        return text.toString();
    }
}
