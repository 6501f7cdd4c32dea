package dev.holdfast.internal;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What lists have in common: pages by a number, and search for a text. */
public final class Lists {
    private Lists() {}

    /** The number after which the page starts; null when it is the first. */
    public static @Nullable Long after(PageRequest page) {
        if (page.cursor() == null) {
            return null;
        }
        try {
            return Long.parseLong(page.cursor());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("/cursor", Checks.shown(page.cursor()) + " is not a cursor of this list");
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
