package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * A request for a page of a list. Lists are paged by key: the thousandth page costs as much as the first, and entries
 * that are added or removed in the meantime neither repeat nor hide others.
 *
 * @param limit the largest number of entries, 1 to {@link Limits#PAGE}
 * @param cursor {@link Page#nextCursor()} of the page before, null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
    /** The size of a page if none is given. */
    public static final int DEFAULT_LIMIT = 50;

    /** Checks the limit. */
    public PageRequest {
        if (limit < 1 || limit > Limits.PAGE) {
            throw new InvalidInputException("/limit", limit + " is not between 1 and " + Limits.PAGE);
        }
    }

    /** The first page, of {@value #DEFAULT_LIMIT} entries. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, null);
    }

    /** The first page, of the given size. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }
}
