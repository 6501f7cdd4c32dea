package dev.holdfast.sweep;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A set of ids that only counts them. Ids that lie close together, as those of carts do, take a bit each. */
final class IdSet {
    private static final int PAGE_BITS = 16;

    private final Map<Long, BitSet> pages = new HashMap<>();
    private long size;

    /** Adds ids, some of which may be there. */
    void addAll(Collection<Long> ids) {
        for (long id : ids) {
            BitSet page = pages.computeIfAbsent(id >> PAGE_BITS, number -> new BitSet());
            int place = (int) (id & ((1 << PAGE_BITS) - 1));
            if (!page.get(place)) {
                page.set(place);
                size++;
            }
        }
    }

    /** How many different ids there are. */
    long size() {
        return size;
    }
}
