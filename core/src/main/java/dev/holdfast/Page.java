package dev.holdfast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, and where the next part starts.
 *
 * @param items what was asked for, in the order of the list; empty when there is no more
 * @param nextCursor to be handed to {@link PageRequest} for the next part, null when this was the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Copies the list. */
    public Page {
        items = List.copyOf(items);
    }
}
