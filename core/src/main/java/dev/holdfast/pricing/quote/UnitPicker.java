package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.DiscountPart;
import dev.holdfast.pricing.rule.RuleItem;
import dev.holdfast.pricing.rule.UnitOrder;
import dev.holdfast.pricing.rule.UnitSupply;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Picks units of parts, and adds what it picks to the parts of a calculation. */
final class UnitPicker implements UnitSupply {
    private static final Comparator<Remaining> BY_PRICE = Comparator.comparingLong(
            remaining -> remaining.part.state().item.unitPrice().minor());

    private final PricingPolicy policy;
    private final List<ItemPart> registered;
    private final List<Remaining> supply = new ArrayList<>();

    UnitPicker(PricingPolicy policy, List<DiscountPart> parts, boolean unusedOnly, List<ItemPart> registered) {
        this.policy = policy;
        this.registered = registered;
        for (DiscountPart part : parts) {
            supply.add(new Remaining(ItemPart.of(part), unusedOnly));
        }
    }

    @Override
    public long count(Predicate<RuleItem> items) {
        return supply.stream()
                .filter(remaining -> items.test(remaining.part.state().item))
                .mapToLong(remaining -> remaining.count)
                .sum();
    }

    @Override
    public List<DiscountPart> pick(
            long units, UnitOrder first, Predicate<RuleItem> items, Predicate<RuleItem> rationed, long ration) {
        List<Remaining> sorted = supply.stream()
                .filter(remaining -> remaining.count > 0 && items.test(remaining.part.state().item))
                .sorted(first == UnitOrder.CHEAPEST ? BY_PRICE : BY_PRICE.reversed())
                .toList();
        List<DiscountPart> picked = new ArrayList<>();
        long wanted = units;
        long rationLeft = ration;
        for (int from = 0; from < sorted.size() && wanted > 0; ) {
            int to = from + 1;
            while (to < sorted.size() && BY_PRICE.compare(sorted.get(from), sorted.get(to)) == 0) {
                to++;
            }
            for (boolean isRationed : new boolean[] {false, true}) {
                List<Remaining> equals = sorted.subList(from, to).stream()
                        .filter(remaining -> rationed.test(remaining.part.state().item) == isRationed)
                        .toList();
                long taken = take(equals, isRationed ? Math.min(wanted, rationLeft) : wanted, picked);
                wanted -= taken;
                rationLeft -= isRationed ? taken : 0;
            }
            from = to;
        }
        return picked;
    }

    private long take(List<Remaining> equals, long most, List<DiscountPart> picked) {
        long[] counts = equals.stream().mapToLong(remaining -> remaining.count).toArray();
        long available = 0;
        for (long count : counts) {
            available += count;
        }
        long units = Math.min(most, available);
        long[] shares = policy.equalUnits() == PricingPolicy.EqualUnits.ITEM_BY_ITEM
                ? itemByItem(units, counts)
                : new Allocation(PricingPolicy.DEFAULT).spread(units, counts, counts);
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                Remaining remaining = equals.get(i);
                ItemPart whole = remaining.part;
                ItemPart part = new ItemPart(policy, whole.state(), whole.draft(), remaining.take(shares[i]));
                registered.add(part);
                picked.add(part);
            }
        }
        return units;
    }

    private static long[] itemByItem(long units, long[] counts) {
        long[] shares = new long[counts.length];
        long wanted = units;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            shares[i] = Math.min(wanted, counts[i]);
            wanted -= shares[i];
        }
        return shares;
    }

    /** The units of one part that are not picked yet. */
    private static final class Remaining {
        final ItemPart part;
        final int[] available;
        final int[] taken;
        long count;

        Remaining(ItemPart part, boolean unusedOnly) {
            this.part = part;
            int lots = part.draft().lots();
            this.available = new int[lots];
            this.taken = new int[lots];
            if (part.slices().isEmpty()) {
                for (int i = 0; i < lots; i++) {
                    available[i] = part.draft().count(i);
                }
            }
            part.slices().forEach(slice -> available[slice.lot()] += slice.units());
            for (int i = 0; i < lots; i++) {
                available[i] = unusedOnly && part.draft().isUsed(i) ? 0 : available[i];
                count += available[i];
            }
        }

        /** Takes units, the ones that currently cost most first. */
        List<ItemPart.Slice> take(long units) {
            List<ItemPart.Slice> slices = new ArrayList<>();
            long wanted = units;
            while (wanted > 0) {
                int lot = mostExpensiveLot();
                int picked = (int) Math.min(wanted, available[lot]);
                slices.add(new ItemPart.Slice(lot, picked, value(lot, picked)));
                available[lot] -= picked;
                taken[lot] += picked;
                wanted -= picked;
            }
            count -= units;
            return slices;
        }

        // The difference of rounded running totals, so that all units of a lot add up to what the lot costs.
        private long value(int lot, int picked) {
            long left = part.draft().left(lot);
            int all = part.draft().count(lot);
            return Arithmetic.multiplyDivide(left, taken[lot] + picked, all, RoundingMode.HALF_UP)
                    - Arithmetic.multiplyDivide(left, taken[lot], all, RoundingMode.HALF_UP);
        }

        private int mostExpensiveLot() {
            int found = -1;
            for (int i = 0; i < available.length; i++) {
                if (available[i] > 0 && (found < 0 || costsMore(i, found))) {
                    found = i;
                }
            }
            return found;
        }

        private boolean costsMore(int lot, int other) {
            Units draft = part.draft();
            return Double.compare(
                            (double) draft.left(lot) / draft.count(lot),
                            (double) draft.left(other) / draft.count(other))
                    > 0;
        }
    }
}
