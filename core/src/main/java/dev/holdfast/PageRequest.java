package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted. Lists are paged by key, so that the thousandth page costs what the first does, and
 * what is added or removed meanwhile neither repeats nor hides other entries.
 *
 * @param limit the largest number of entries, 1 to {@value #MAX_LIMIT}
 * @param cursor {@link Page#nextCursor()} of the page before, null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
    /** The largest page. */
    public static final int MAX_LIMIT = 1000;

    /** The size of a page when none is given. */
    public static final int DEFAULT_LIMIT = 50;

    /** Checks the limit. */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("/limit", limit + " is not between 1 and " + MAX_LIMIT);
        }
    }

    /** The first page of {@value #DEFAULT_LIMIT}. */
    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, null);
    }

    /** The first page of the given size. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, null);
    }
}
