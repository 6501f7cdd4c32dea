package dev.holdfast.testing;

import dev.holdfast.spi.StockAllocator;
import dev.holdfast.spi.StockAllocator.Place;
import dev.holdfast.spi.StockAllocator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Checks a {@link StockAllocator} of a host in the host's tests:
 *
 * <pre>{@code
 * @Test
 * void allocatesAsHoldfastExpects() {
 *     StockAllocatorContract.check(new NearestFirst(), 42);
 * }
 * }</pre>
 */
public final class StockAllocatorContract {
    private static final int REQUESTS = 2_000;
    private static final int MOST_PLACES = 6;

    private StockAllocatorContract() {}

    /**
     * Asks an allocator for units of up to {@value #MOST_PLACES} places, in every situation that Holdfast may ask for: places
     * that are empty, that have exactly enough, that hold some of the item, and many units.
     *
     * @param seed of the requests; the same seed makes the same ones
     * @throws AssertionError if an answer takes more from a place than there is, fewer than none, or others than those that
     *     were asked for, or if a request that is repeated is answered in another way; the message names request and answer
     */
    public static void check(StockAllocator allocator, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            Request request = request(random);
            List<Integer> answer = allocator.allocate(request);
            requireAnswers(request, answer);
            List<Integer> again = allocator.allocate(request);
            if (!again.equals(answer)) {
                throw new AssertionError(request + " was answered with " + answer + ", and again with " + again);
            }
        }
    }

    private static Request request(Random random) {
        int most = random.nextInt(10) == 0 ? 1_000_000_000 : 12;
        List<Place> places = new ArrayList<>();
        for (int i = 0, count = 2 + random.nextInt(MOST_PLACES - 1); i < count; i++) {
            int available = random.nextInt(4) == 0 ? 0 : random.nextInt(most);
            places.add(new Place("place-" + i, i / 2, available, random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 0));
        }
        long all = places.stream().mapToLong(Place::available).sum();
        if (all == 0) {
            return request(random);
        }
        int highest = (int) Math.min(all, Integer.MAX_VALUE);
        int quantity = random.nextInt(5) == 0 ? highest : 1 + random.nextInt(highest);
        return new Request(1 + random.nextInt(100), quantity, places);
    }

    private static void requireAnswers(Request request, List<Integer> answer) {
        List<Place> places = request.places();
        boolean fits = answer.size() == places.size()
                && answer.stream().mapToLong(Integer::longValue).sum() == request.quantity()
                && IntStream.range(0, answer.size())
                        .allMatch(i -> answer.get(i) >= 0
                                && answer.get(i) <= places.get(i).available());
        if (!fits) {
            throw new AssertionError(request + " was answered with " + answer);
        }
    }
}
