package dev.holdfast.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The constants of an enum as a person writes them, for shells to offer. */
abstract class Words implements Iterable<String> {
    private final List<String> words;

    Words(Enum<?>... constants) {
        words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words.iterator();
    }
}
