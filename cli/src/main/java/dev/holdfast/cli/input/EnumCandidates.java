package dev.holdfast.cli.input;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The constants of an enum in lower case, as completion candidates of an option. */
public abstract class EnumCandidates implements Iterable<String> {
    private final List<String> words;

    /** The candidates for these constants. */
    public EnumCandidates(Enum<?>... constants) {
        words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }
}
