package dev.holdfast.cli.input;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The constants of an enum as a person writes them, for shells to offer. */
public abstract class Words implements Iterable<String> {
    private final List<String> words;

    public Words(Enum<?>... constants) {
        words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }
}
