package dev.holdfast.cli.products;

import dev.holdfast.InvalidInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Looks at the beginning of a file for what makes all the rest unreadable: one sentence instead of an error per column. */
final class FileText {
    /** What to do with a file that is not in UTF-8. */
    static final String SAVE = "save it as CSV in UTF-8, with commas between the columns";

    private static final int BUFFER = 1 << 16;
    private static final int LOOKED_AT = 1 << 13;
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String ZIP = "PK\u0003\u0004";

    private FileText() {}

    /**
     * The text of a file, without a byte order mark, which would precede the first quote.
     *
     * @throws InvalidInputException if it is not CSV in UTF-8
     */
    static Reader of(InputStream file) {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        try {
            buffered.mark(LOOKED_AT);
            String start = new String(buffered.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
            buffered.reset();
            boolean marked = start.startsWith(BYTE_ORDER_MARK);
            check(marked ? start.substring(BYTE_ORDER_MARK.length()) : start);
            buffered.skipNBytes(marked ? BYTE_ORDER_MARK.length() : 0);
        } catch (IOException e) {
            throw new InvalidInputException("", "the file cannot be read: " + e.getMessage());
        }
        // Given a decoder instead of a charset, the reader reports invalid UTF-8 instead of replacing it.
        return new InputStreamReader(buffered, StandardCharsets.UTF_8.newDecoder());
    }

    private static void check(String start) {
        String header = start.lines().findFirst().orElse("");
        // Half of the bytes of letters without accents are zero in UTF-16.
        if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff") || header.indexOf(0) >= 0) {
            throw new InvalidInputException("", "the file is in UTF-16; " + SAVE);
        }
        if (start.startsWith(ZIP)) {
            throw new InvalidInputException("", "the file is a spreadsheet or an archive; " + SAVE);
        }
        long commas = count(header, ',');
        if (count(header, ';') > commas) {
            throw new InvalidInputException(
                    "", "line 1: there are semicolons between the columns; " + SAVE + " and prices such as 19.99");
        }
        if (count(header, '\t') > commas) {
            throw new InvalidInputException("", "line 1: there are tabs between the columns; " + SAVE);
        }
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }
}
