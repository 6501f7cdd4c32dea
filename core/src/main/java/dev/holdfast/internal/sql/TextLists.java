package dev.holdfast.internal.sql;

import java.util.List;

/** Lists of text as one text, because the database cannot unnest an array of arrays row by row. */
public final class TextLists {
    // Texts that are kept in lists hold no control characters, see InputChecks.
    private static final String SEPARATOR = "\u001f";

    private TextLists() {}

    /** One text, which {@code string_to_array(text, chr(31))} takes apart. */
    public static String join(List<String> texts) {
        return String.join(SEPARATOR, texts);
    }
}
