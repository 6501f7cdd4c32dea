package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.UnitOrder;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Units to pick from, each at most once. */
public final class UnitSupply {
    private final PricingPolicy policy;
    private final Consumer<ItemPart> register;
    private final List<Shelf> shelves = new ArrayList<>();

    /** The units of one line. */
    private static final class Shelf {
        final ItemPart part;
        final int[] available;
        final int[] taken;
        long count;

        Shelf(ItemPart part, boolean unusedOnly) {
            this.part = part;
            int heaps = part.draft().heaps();
            this.available = new int[heaps];
            this.taken = new int[heaps];
            if (part.slices().isEmpty()) {
                for (int i = 0; i < heaps; i++) {
                    available[i] = part.draft().count(i);
                }
            }
            part.slices().forEach(slice -> available[slice.heap()] += slice.units());
            for (int i = 0; i < heaps; i++) {
                available[i] = unusedOnly && part.draft().isUsed(i) ? 0 : available[i];
                count += available[i];
            }
        }

        /** Takes units, those that cost most by now first. */
        List<ItemPart.Slice> take(long units) {
            List<ItemPart.Slice> slices = new ArrayList<>();
            long wanted = units;
            while (wanted > 0) {
                int heap = dearestHeap();
                int picked = (int) Math.min(wanted, available[heap]);
                slices.add(new ItemPart.Slice(heap, picked, value(heap, picked)));
                available[heap] -= picked;
                taken[heap] += picked;
                wanted -= picked;
            }
            count -= units;
            return slices;
        }

        // Rounded by running totals, so that all units of a heap come to what the heap costs.
        private long value(int heap, int picked) {
            long left = part.draft().left(heap);
            int all = part.draft().count(heap);
            return Arithmetic.multiplyDivide(left, taken[heap] + picked, all, RoundingMode.HALF_UP)
                    - Arithmetic.multiplyDivide(left, taken[heap], all, RoundingMode.HALF_UP);
        }

        private int dearestHeap() {
            int dearest = -1;
            for (int i = 0; i < available.length; i++) {
                if (available[i] > 0 && (dearest < 0 || costsMore(i, dearest))) {
                    dearest = i;
                }
            }
            return dearest;
        }

        private boolean costsMore(int heap, int other) {
            Units draft = part.draft();
            return Double.compare(
                            (double) draft.left(heap) / draft.count(heap),
                            (double) draft.left(other) / draft.count(other))
                    > 0;
        }
    }

    public UnitSupply(PricingPolicy policy, List<ItemPart> parts, boolean unusedOnly, Consumer<ItemPart> register) {
        this.policy = policy;
        this.register = register;
        for (ItemPart part : parts) {
            shelves.add(new Shelf(part, unusedOnly));
        }
    }

    /** How many units there are on lines of a kind. */
    public long count(Predicate<QuoteItem> kind) {
        return shelves.stream()
                .filter(shelf -> kind.test(shelf.part.state().item))
                .mapToLong(shelf -> shelf.count)
                .sum();
    }

    /** Picks so many units, or all there are. */
    public List<ItemPart> pick(long units, UnitOrder first) {
        return pick(units, first, state -> true, state -> false, 0);
    }

    /**
     * Picks so many units of lines of a kind, or all there are: the first by price; lines of one price give in
     * proportion to what they have.
     *
     * @param rationed lines of which no more than {@code ration} units may be picked, all together
     */
    public List<ItemPart> pick(
            long units, UnitOrder first, Predicate<QuoteItem> kind, Predicate<QuoteItem> rationed, long ration) {
        Comparator<Shelf> byPrice = Comparator.comparingLong(
                shelf -> shelf.part.state().item.unitPrice().minor());
        List<Shelf> sorted = shelves.stream()
                .filter(shelf -> shelf.count > 0 && kind.test(shelf.part.state().item))
                .sorted(first == UnitOrder.CHEAPEST ? byPrice : byPrice.reversed())
                .toList();
        List<ItemPart> picked = new ArrayList<>();
        long wanted = units;
        long rationLeft = ration;
        for (int from = 0; from < sorted.size() && wanted > 0; ) {
            int to = from + 1;
            while (to < sorted.size() && byPrice.compare(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            for (boolean isRationed : new boolean[] {false, true}) {
                List<Shelf> equals = sorted.subList(from, to).stream()
                        .filter(shelf -> rationed.test(shelf.part.state().item) == isRationed)
                        .toList();
                long taken = take(equals, isRationed ? Math.min(wanted, rationLeft) : wanted, picked);
                wanted -= taken;
                rationLeft -= isRationed ? taken : 0;
            }
            from = to;
        }
        return picked;
    }

    private long take(List<Shelf> equals, long most, List<ItemPart> picked) {
        long[] counts = equals.stream().mapToLong(shelf -> shelf.count).toArray();
        long there = 0;
        for (long count : counts) {
            there += count;
        }
        long units = Math.min(most, there);
        long[] shares = new Allocation(PricingPolicy.DEFAULT).spread(units, counts, counts);
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                Shelf shelf = equals.get(i);
                ItemPart part = new ItemPart(policy, shelf.part.state(), shelf.part.draft(), shelf.take(shares[i]));
                register.accept(part);
                picked.add(part);
            }
        }
        return units;
    }
}
