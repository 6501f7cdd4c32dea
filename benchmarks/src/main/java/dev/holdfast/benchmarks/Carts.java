package dev.holdfast.benchmarks;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/** Carts that nobody has used yet, made ahead of the calls that use each of them once. */
final class Carts {
    /** Makes so many, and answers the first id. */
    interface Maker {
        long make(int count) throws SQLException;
    }

    private final Maker maker;
    private final AtomicLong next = new AtomicLong();
    private long end;

    Carts(Maker maker) {
        this.maker = maker;
    }

    /** Makes sure that so many are there. To be called while nobody takes any. */
    void ensure(int count) throws SQLException {
        if (end - next.get() < count) {
            long first = maker.make(count);
            next.set(first);
            end = first + count;
        }
    }

    long take() {
        return take(1);
    }

    /** Takes so many at once, and answers the first. */
    long take(int count) {
        long first = next.getAndAdd(count);
        if (first + count > end) {
            throw new IllegalStateException("there were too few carts for so fast a load");
        }
        return first;
    }
}
