package dev.holdfast.internal.sql;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What lists have in common: pages by a number, and search for a text. */
public final class Paging {
    private Paging() {}

    /** The number after which a page of rising numbers starts. The first one has a bound too, see {@link #before}. */
    public static long after(PageRequest page) {
        return bound(page, Long.MIN_VALUE);
    }

    /**
     * The number before which a page of falling numbers starts. The first one has a bound too: a condition that may be
     * left open is no condition of an index in a plan that the database keeps for all pages.
     */
    public static long before(PageRequest page) {
        return bound(page, Long.MAX_VALUE);
    }

    private static long bound(PageRequest page, long first) {
        if (page.cursor() == null) {
            return first;
        }
        try {
            return Long.parseLong(page.cursor());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "/cursor", Validation.shown(page.cursor()) + " is not a cursor of this list");
        }
    }

    /** A pattern for what contains a text, which is taken as it is; null when there is none. */
    public static @Nullable String contains(@Nullable String text) {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** The page out of rows that were read with a limit of one more, which tells whether there is a next page. */
    public static <R, T> Page<T> page(
            List<R> rows, PageRequest request, ToLongFunction<R> number, Function<R, T> entry) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        String next = more ? Long.toString(number.applyAsLong(shown.get(shown.size() - 1))) : null;
        return new Page<>(shown.stream().map(entry).toList(), next);
    }
}
