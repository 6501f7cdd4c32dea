package dev.holdfast.internal.sql;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Pages of lists by a number, and search patterns. */
public final class Paging {
    private Paging() {}

    /** The number after which a page of ascending numbers starts. The first page has a bound too, see {@link #before}. */
    public static long after(PageRequest page) {
        return bound(page, Long.MIN_VALUE);
    }

    /**
     * The number before which a page of descending numbers starts. The first page has a bound too: the database keeps
     * one plan for all pages, and a condition that may be absent cannot use the index there.
     */
    public static long before(PageRequest page) {
        return bound(page, Long.MAX_VALUE);
    }

    /** The cursor as a number; null for the first page. */
    public static @Nullable Long cursor(PageRequest page) {
        return page.cursor() == null ? null : (Long) bound(page, 0);
    }

    /** A moment as the driver takes it; null for null. */
    public static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
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

    /** A pattern that matches whatever contains a text, with its wildcards escaped; null for null. */
    public static @Nullable String contains(@Nullable String text) {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    /** The page, from rows that were read with a limit of one more to find out whether there is a next page. */
    public static <R, T> Page<T> page(
            List<R> rows, PageRequest request, ToLongFunction<R> number, Function<R, T> entry) {
        return pageBy(rows, request, row -> Long.toString(number.applyAsLong(row)), entry);
    }

    /** The same in an order that no single number stands for. */
    public static <R, T> Page<T> pageBy(
            List<R> rows, PageRequest request, Function<R, String> cursor, Function<R, T> entry) {
        boolean more = rows.size() > request.limit();
        List<R> shown = more ? rows.subList(0, request.limit()) : rows;
        String next = more ? cursor.apply(shown.get(shown.size() - 1)) : null;
        return new Page<>(shown.stream().map(entry).toList(), next);
    }
}
