package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.StockAllocator.Place;
import dev.holdfast.spi.StockAllocator.Request;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.StockAllocatorContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The allocators that come with Holdfast, and the contract that all have to keep. */
class StockAllocatorTest {
    @Test
    void allThatAreShippedKeepTheContract() {
        long seed = Seed.of(StockAllocatorTest.class);
        for (StockAllocator shipped :
                List.of(StockAllocator.onePlaceFirst(), StockAllocator.fewestPlaces(), StockAllocator.mostStock())) {
            assertThatCode(() -> StockAllocatorContract.check(shipped, seed)).doesNotThrowAnyException();
        }
    }

    @Test
    void onePlaceThatHasAllComesFirst() {
        StockAllocator allocator = StockAllocator.onePlaceFirst();

        assertThat(allocator.allocate(wanted(5, 3, 9, 5))).containsExactly(0, 5, 0);
        assertThat(allocator.allocate(wanted(10, 3, 9, 5))).containsExactly(3, 7, 0);
        assertThat(allocator.allocate(new Request(
                        1, 5, List.of(new Place("a", 1, 9, 0), new Place("b", 2, 5, 2), new Place("c", 3, 4, 7)))))
                .containsExactly(0, 5, 0);
    }

    @Test
    void asFewPlacesAsPossibleAreTaken() {
        StockAllocator allocator = StockAllocator.fewestPlaces();

        assertThat(allocator.allocate(wanted(4, 3, 9, 5))).containsExactly(0, 4, 0);
        assertThat(allocator.allocate(wanted(12, 3, 4, 9))).containsExactly(0, 3, 9);
        assertThat(allocator.allocate(wanted(16, 3, 4, 9))).containsExactly(3, 4, 9);
    }

    @Test
    void thePlaceWithMostStockIsEmptiedFirst() {
        StockAllocator allocator = StockAllocator.mostStock();

        assertThat(allocator.allocate(wanted(4, 5, 9, 7))).containsExactly(0, 4, 0);
        assertThat(allocator.allocate(wanted(12, 5, 9, 7))).containsExactly(0, 9, 3);
    }

    @Test
    void theContractFindsWhatIsWrong() {
        StockAllocator tooMuch = request -> first(request, request.quantity());
        StockAllocator tooFew = request -> first(request, 0);
        StockAllocator tooManyPlaces = request -> {
            List<Integer> answer =
                    new ArrayList<>(StockAllocator.onePlaceFirst().allocate(request));
            answer.add(0);
            return answer;
        };
        StockAllocator moody = new StockAllocator() {
            private int calls;

            @Override
            public List<Integer> allocate(Request request) {
                return (calls++ % 2 == 0 ? StockAllocator.mostStock() : StockAllocator.onePlaceFirst())
                        .allocate(request);
            }
        };
        for (StockAllocator wrong : List.of(tooMuch, tooFew, tooManyPlaces, StockAllocatorTest::owing, moody)) {
            assertThatThrownBy(() -> StockAllocatorContract.check(wrong, 1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("was answered with");
        }
    }

    /** Takes fewer than no units from a place, and as many more from another that has them. */
    private static List<Integer> owing(Request request) {
        List<Integer> answer = new ArrayList<>(StockAllocator.onePlaceFirst().allocate(request));
        for (int i = 0; i < answer.size(); i++) {
            if (answer.get(i) < request.places().get(i).available()) {
                answer.set(i, answer.get(i) + 1);
                answer.set((i + 1) % answer.size(), -1);
                return sum(answer) == request.quantity()
                        ? answer
                        : StockAllocator.onePlaceFirst().allocate(request);
            }
        }
        return answer;
    }

    private static int sum(List<Integer> units) {
        return units.stream().mapToInt(Integer::intValue).sum();
    }

    private static Request wanted(int quantity, int... available) {
        List<Place> places = new ArrayList<>();
        for (int units : available) {
            places.add(new Place("place-" + places.size(), places.size(), units, 0));
        }
        return new Request(1, quantity, places);
    }

    private static List<Integer> first(Request request, int units) {
        List<Integer> answer = new ArrayList<>();
        request.places().forEach(place -> answer.add(answer.isEmpty() ? units : 0));
        return answer;
    }
}
