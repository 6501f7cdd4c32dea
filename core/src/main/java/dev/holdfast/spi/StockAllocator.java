package dev.holdfast.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which locations the units of an item come from, where more than one could serve it.
 *
 * <p>An allocator is asked while stock is locked, and possibly several times for one item. It must be pure: the same
 * request has the same answer, and it neither waits, nor reads or changes anything. It must be thread-safe. The answer
 * names all units that were asked for and takes no more from a place than there is; an answer that does not is a fault of
 * the host, and the command fails without a change.
 *
 * <p>It is asked for units on hand. Those that are not on hand come from the first location, by priority, that may sell
 * them.
 *
 * @see dev.holdfast.HoldfastBuilder#stockAllocator
 */
@FunctionalInterface
public interface StockAllocator {
    /**
     * A location that could serve.
     *
     * @param location its code
     * @param priority a location with a lower number comes first
     * @param available the units that can be had from there; may be 0
     * @param held the units that the item has from there already, and keeps
     */
    record Place(String location, int priority, int available, int held) {}

    /**
     * What is to be allocated.
     *
     * @param variantId the variant
     * @param quantity the units, at least 1 and no more than all places have together
     * @param places the locations that could serve, at least two, in the order of their priority
     */
    record Request(long variantId, int quantity, List<Place> places) {
        /** Copies the list. */
        public Request {
            places = List.copyOf(places);
        }
    }

    /**
     * Divides units among places.
     *
     * @return how many units come from each place, in the order of the places; 0 for none
     */
    List<Integer> allocate(Request request);

    /**
     * All units from one place if there is one that has them: one that the item has units from already, else the first by
     * priority. Otherwise as much as each has, by priority. This is the default.
     */
    static StockAllocator onePlaceFirst() {
        return request -> {
            Integer one = onePlace(request);
            return inOrder(request, one == null ? byPriority(request) : List.of(one));
        };
    }

    /** From as few places as possible; of several that have all units, like {@link #onePlaceFirst}. */
    static StockAllocator fewestPlaces() {
        return request -> {
            Integer one = onePlace(request);
            return inOrder(request, one == null ? largestFirst(request) : List.of(one));
        };
    }

    /** From the places that have most units, so that stock stays even. */
    static StockAllocator mostStock() {
        return request -> inOrder(request, largestFirst(request));
    }

    private static @Nullable Integer onePlace(Request request) {
        Integer first = null;
        for (int index : byPriority(request)) {
            Place place = request.places().get(index);
            if (place.available() >= request.quantity()) {
                if (place.held() > 0) {
                    return index;
                }
                first = first == null ? (Integer) index : first;
            }
        }
        return first;
    }

    private static List<Integer> byPriority(Request request) {
        return IntStream.range(0, request.places().size()).boxed().toList();
    }

    private static List<Integer> largestFirst(Request request) {
        return IntStream.range(0, request.places().size())
                .boxed()
                .sorted(Comparator.comparingInt(
                        index -> -request.places().get(index).available()))
                .toList();
    }

    private static List<Integer> inOrder(Request request, List<Integer> order) {
        List<Integer> units =
                new ArrayList<>(Collections.nCopies(request.places().size(), 0));
        int left = request.quantity();
        for (int index : order) {
            int taken = Math.min(left, request.places().get(index).available());
            units.set(index, taken);
            left -= taken;
        }
        return List.copyOf(units);
    }
}
