package dev.holdfast.cli.output;

import java.util.regex.Pattern;

/**
 * Text in CSV files that a spreadsheet could take for a formula, and run. An apostrophe before it prevents that; {@link
 * #unprotect} removes it again. Text that begins with apostrophes before such a sign gets one more, so that nothing is
 * lost.
 */
public final class SpreadsheetText {
    private static final Pattern FORMULA = Pattern.compile("(?s)'*[=+\\-@\\t\\r].*");
    private static final Pattern PROTECTED = Pattern.compile("(?s)'+[=+\\-@\\t\\r].*");
    private static final Pattern NUMBER = Pattern.compile("-[0-9]+(\\.[0-9]+)?");

    private SpreadsheetText() {}

    /** A cell that a spreadsheet takes for text, or for the number that it is. */
    public static String protect(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }

    /** The cell from which {@link #protect} made this one. */
    public static String unprotect(String cell) {
        return PROTECTED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
