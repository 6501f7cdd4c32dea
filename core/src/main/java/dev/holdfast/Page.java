package dev.holdfast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> the type of the entries
 * @param items the entries, in the order of the list; empty if there are none
 * @param nextCursor the {@linkplain PageRequest#cursor() cursor} of the next page, null if this is the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
