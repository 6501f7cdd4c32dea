package dev.holdfast.internal.rules;

import dev.holdfast.pricing.book.RuleBook;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rule books, of those in memory, that ask for a buyer's nth order. Only a cart that is priced by one of them has its
 * buyer's orders counted, so that a shop without such a rule never counts.
 *
 * @param tokens names the books
 * @param most where counting may stop: no rule asks for more, and below this number a count is exact
 */
public record CountingBooks(SortedSet<Long> tokens, int most) {
    /** No book. */
    public static final CountingBooks NONE = new CountingBooks(Collections.emptySortedSet(), 0);

    // A user id that a whole till shares may have any number of orders, and no cart should wait until all are counted.
    private static final int EXACT = 1_000;

    /** Copies the tokens. */
    public CountingBooks {
        tokens = Collections.unmodifiableSortedSet(new TreeSet<>(tokens));
    }

    /** Those of some books that ask for it. */
    static CountingBooks of(Collection<RuleBook> books) {
        CountingBooks counting = NONE;
        for (RuleBook book : books) {
            counting = counting.with(book);
        }
        return counting;
    }

    /** With one more book, if that asks for it. */
    public CountingBooks with(RuleBook book) {
        return book.asksForOrders()
                ? and(new CountingBooks(
                        new TreeSet<>(Collections.singleton(book.token())), Math.max(EXACT, book.highestNthOrder())))
                : this;
    }

    /** Together with others. */
    CountingBooks and(CountingBooks others) {
        if (tokens.containsAll(others.tokens)) {
            return this;
        }
        SortedSet<Long> all = new TreeSet<>(tokens);
        all.addAll(others.tokens);
        return new CountingBooks(all, Math.max(most, others.most));
    }

    /** The tokens, for a statement. */
    public Long[] array() {
        return tokens.toArray(Long[]::new);
    }
}
