package dev.holdfast;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    /**
     * All entries of a list, read page by page as they are asked for: {@code Page.stream(PageRequest.first(500), page ->
     * holdfast.orders().list(filter, page))}. Each page is a call of its own, so what is added or removed meanwhile may be
     * seen or not.
     *
     * @param first the first page, and the size of each
     * @param list reads a page
     */
    public static <T> Stream<T> stream(PageRequest first, Function<PageRequest, Page<T>> list) {
        Iterator<T> entries = new Entries<>(first, list);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static final class Entries<T> implements Iterator<T> {
        private final Function<PageRequest, Page<T>> list;
        private @Nullable PageRequest next;
        private Iterator<T> page = List.<T>of().iterator();

        Entries(PageRequest first, Function<PageRequest, Page<T>> list) {
            this.next = first;
            this.list = list;
        }

        @Override
        public boolean hasNext() {
            while (!page.hasNext() && next != null) {
                Page<T> read = list.apply(next);
                page = read.items.iterator();
                next = read.nextCursor == null ? null : new PageRequest(next.limit(), read.nextCursor);
            }
            return page.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }
}
