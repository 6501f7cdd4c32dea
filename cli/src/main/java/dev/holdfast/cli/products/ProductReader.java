package dev.holdfast.cli.products;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.holdfast.InvalidInputException;
import dev.holdfast.cli.output.SpreadsheetText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the products of a file one by one. Consecutive rows with the same handle are one product. Keeps one product in
 * memory, and at most {@value #LARGEST_PIECE} of its variants. Not thread-safe.
 */
public final class ProductReader implements AutoCloseable {
    /** The largest number of variants of a {@link Piece}. */
    public static final int LARGEST_PIECE = 1_000;

    private final CloseableIterator<CsvRecord> records;
    private final Header header;
    private final Currency currency;
    private final boolean spreadsheetSafe;
    private final Consumer<Mistake> mistakes;
    private @Nullable Product product;
    private List<Mistake> found = new ArrayList<>();
    private boolean ended;
    private long line = 1;

    /**
     * Opens a file and reads its first line.
     *
     * @param currency of prices that name none
     * @param spreadsheetSafe whether the file was written with apostrophes before text that a spreadsheet could run
     * @param mistakes is given each mistake, in the order of the file
     * @throws InvalidInputException if the columns are not those of a file of products
     */
    public ProductReader(InputStream file, Currency currency, boolean spreadsheetSafe, Consumer<Mistake> mistakes) {
        this.spreadsheetSafe = spreadsheetSafe;
        this.currency = currency;
        this.mistakes = mistake -> {
            found.add(mistake);
            mistakes.accept(mistake);
        };
        records = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(FileText.of(file))
                .iterator();
        CsvRecord first = next();
        if (first == null) {
            throw new InvalidInputException(
                    "", found.isEmpty() ? "the file is empty" : found.get(0).toString());
        }
        header = Header.of(first.getFields());
    }

    /** A mistake at a field of a stock level in a line. */
    Mistake mistake(long at, String location, Field field, String detail) {
        return header.at(location).mistake(at, field, detail);
    }

    /** The first line. */
    Header header() {
        return header;
    }

    /** The column layout of the file. */
    public Layout layout() {
        return header.layout();
    }

    /** Reads the next product, or the next part of a large one; returns null at the end. */
    public @Nullable Piece read() {
        while (true) {
            CsvRecord row = next();
            if (row == null) {
                return takeLast();
            }
            Piece before = add(row);
            if (before != null) {
                return before;
            }
        }
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        records.close();
    }

    /** Adds a row; returns the piece before it if that is complete. */
    private @Nullable Piece add(CsvRecord csv) {
        Row row = new Row(header, csv.getStartingLineNumber(), cells(csv), mistakes);
        Piece complete = null;
        if (product != null && (startsAnother(row, product) || product.size() == LARGEST_PIECE)) {
            complete = take(product);
        }
        check(row);
        if (product == null || startsAnother(row, product)) {
            product = Product.of(row, currency);
        }
        product.add(row);
        return complete;
    }

    private Piece take(Product complete) {
        List<Mistake> mistakes = found;
        found = new ArrayList<>();
        return complete.take(mistakes);
    }

    private List<String> cells(CsvRecord csv) {
        return spreadsheetSafe
                ? csv.getFields().stream().map(SpreadsheetText::unprotect).toList()
                : csv.getFields();
    }

    private static boolean startsAnother(Row row, Product product) {
        return !row.text(Field.HANDLE).equals(product.handle());
    }

    private void check(Row row) {
        if (row.cells().size() > header.size()) {
            mistakes.accept(new Mistake(
                    row.line(),
                    header.size() + 1,
                    "",
                    "has " + row.cells().size() + " columns, more than the " + header.size() + " of the first line"));
        }
        for (int i = 0; i < Math.min(row.cells().size(), header.size()); i++) {
            if (row.cells().get(i).indexOf(0) >= 0) {
                mistakes.accept(new Mistake(row.line(), i + 1, "", "contains the character NUL"));
            }
        }
    }

    private @Nullable Piece takeLast() {
        if (product == null) {
            return null;
        }
        Piece last = take(product);
        product = null;
        return last;
    }

    private @Nullable CsvRecord next() {
        if (ended) {
            return null;
        }
        try {
            if (records.hasNext()) {
                CsvRecord next = records.next();
                line = next.getStartingLineNumber();
                return next;
            }
        } catch (CsvParseException e) {
            mistakes.accept(new Mistake(line + 1, 0, "", "from here on the file is not valid CSV: " + e.getMessage()));
        } catch (UncheckedIOException e) {
            mistakes.accept(new Mistake(line + 1, 0, "", unreadable(e.getCause())));
        }
        ended = true;
        return null;
    }

    private static String unreadable(@Nullable IOException failure) {
        return failure instanceof CharacterCodingException
                ? "from here on the file is not valid UTF-8; " + FileText.SAVE
                : "the rest of the file cannot be read" + (failure == null ? "" : ": " + failure.getMessage());
    }
}
