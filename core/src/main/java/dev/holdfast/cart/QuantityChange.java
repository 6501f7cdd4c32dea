package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Allocations;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.Taken;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.inventory.Shortage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The quantity of a variant that a command sets in a cart, beside what the cart has of that variant so far.
 *
 * @param kit what the item consists of, as it is held or else as it is now; null if the variant is no kit
 * @param locations finds the counters that units may come from
 * @param named the only locations that units may come from, so that the item leaves all others; null for any
 * @param row the item that the buyer chose, expired or not; null for none
 * @param taken the item as it was when its expired reservation was taken away; null for none
 * @param isHeld whether {@code row} is there and its reservation has not ended
 */
record QuantityChange(
        long variantId,
        int quantity,
        @Nullable KitRow kit,
        Allocations locations,
        @Nullable List<String> named,
        @Nullable CartItemRow row,
        @Nullable ExpiredItemRow taken,
        boolean isHeld) {

    static QuantityChange of(
            LockedCart cart,
            long variantId,
            int quantity,
            Allocations locations,
            @Nullable List<String> named,
            Instant now) {
        CartItemRow row = cart.itemOf(variantId);
        boolean isHeld = row != null && !row.isExpired(now);
        return new QuantityChange(
                variantId,
                quantity,
                row != null && isHeld ? row.kit() : locations.kit(variantId),
                locations,
                named,
                row,
                cart.expiredOf(variantId),
                isHeld);
    }

    /** What the item holds and keeps. */
    List<Hold> kept() {
        CartItemRow held = held();
        if (held == null) {
            return List.of();
        }
        List<Hold> there = named == null
                ? held.holds()
                : held.holds().stream().filter(this::isNamed).toList();
        return Hold.lowered(there, quantity);
    }

    // A kit itself is nowhere.
    private boolean isNamed(Hold hold) {
        boolean isKit = kit != null && hold.part() == null;
        return isKit
                || named == null
                || locations.keys(hold.key().variantId(), named).contains(hold.key());
    }

    /** What the item gives back of what it holds. */
    List<Hold> givenBack() {
        CartItemRow held = held();
        return held == null ? List.of() : Hold.less(held.holds(), kept());
    }

    /** Units to be taken from counters beyond those that the item keeps: of the variant, or of the kit and its components. */
    List<Take> takes() {
        List<Hold> kept = kept();
        return locations.takes(variantId, kit, quantity, named).stream()
                .map(take -> take.of(take.units() - kept(kept, take.variantId())))
                .toList();
    }

    private static int kept(List<Hold> kept, long variantId) {
        int units = 0;
        for (Hold hold : kept) {
            units += hold.key().variantId() == variantId ? hold.quantity() : 0;
        }
        return units;
    }

    /** The counters of which another share would belong to anonymous carts, wherever the units come from. */
    List<Take> shares() {
        return locations.takes(variantId, kit, Math.max(0, moreUnits()));
    }

    /** The item that is held; null when there is none, or its reservation has ended. */
    @Nullable
    CartItemRow held() {
        return isHeld ? row : null;
    }

    /** The metadata of the item so far. */
    Map<String, Object> metadata() {
        if (row != null) {
            return row.metadata();
        }
        return taken == null ? Map.of() : taken.metadata();
    }

    /** When the reservation began that has ended; null for none, or if that is not known. */
    @Nullable
    Instant beganBefore() {
        if (row != null) {
            return isHeld ? null : row.reservedSince();
        }
        return taken == null ? null : taken.reservedSince();
    }

    /** When the reservation ended; null for none. */
    @Nullable
    Instant endedBefore() {
        if (row != null) {
            return isHeld ? null : row.reservedUntil();
        }
        return taken == null ? null : taken.expiredAt();
    }

    /** Units beyond those that the cart holds; negative when it gives some back. */
    int moreUnits() {
        CartItemRow held = held();
        return held == null ? quantity : quantity - held.quantity();
    }

    /** The id of the item, which outlives its reservation; null for a variant that the cart does not have. */
    @Nullable
    Integer itemId() {
        if (row != null) {
            return row.id();
        }
        return taken == null ? null : (Integer) taken.id();
    }

    /**
     * The units that the quantities of one command take, one after the other, so that items which share a component never take
     * more than there is. Kits come first, because they are of units on hand alone, and then those that name locations.
     *
     * @param changes each of another variant
     */
    record Shares(WorkingSet shop, List<QuantityChange> changes) {
        /** Where the units come from, by change; all must be there. */
        List<List<Hold>> take() {
            Taken taken = new Taken();
            if (changes.size() == 1) {
                return List.of(holds(changes.get(0), taken));
            }
            giveBack(taken);
            List<List<Hold>> holds = new ArrayList<>(Collections.nCopies(changes.size(), List.of()));
            for (int place : order()) {
                List<Hold> of = holds(changes.get(place), taken);
                taken.add(of);
                holds.set(place, of);
            }
            return holds;
        }

        /** What is short, in the order of the changes. */
        List<Shortage> shortages() {
            Taken taken = new Taken();
            boolean areShared = changes.size() > 1 && changes.stream().anyMatch(change -> change.kit() != null);
            if (areShared) {
                giveBack(taken);
            }
            SortedMap<Integer, Shortage> shortages = new TreeMap<>();
            for (int place : order()) {
                QuantityChange change = changes.get(place);
                Shortage shortage = shortage(change, taken);
                if (shortage != null) {
                    shortages.put(place, shortage);
                } else if (areShared) {
                    taken.add(holds(change, taken));
                }
            }
            return List.copyOf(shortages.values());
        }

        private void giveBack(Taken taken) {
            changes.forEach(change -> taken.giveBack(change.givenBack()));
        }

        private List<Integer> order() {
            return IntStream.range(0, changes.size())
                    .boxed()
                    .sorted(Comparator.comparing(
                                    (Integer place) -> changes.get(place).kit() == null)
                            .thenComparing(place -> changes.get(place).named() == null))
                    .toList();
        }

        private List<Hold> holds(QuantityChange change, Taken taken) {
            return shop.allocations().holds(change.takes(), change.held(), taken);
        }

        private @Nullable Shortage shortage(QuantityChange change, Taken taken) {
            Allocations allocations = shop.allocations();
            Shortage least = null;
            for (Take take : change.takes()) {
                int available = allocations.available(take, taken);
                if (take.units() > available) {
                    Shortage shortage = shortage(change, take, available);
                    least = least == null || shortage.available() < least.available() ? shortage : least;
                }
            }
            return least;
        }

        private Shortage shortage(QuantityChange change, Take take, int available) {
            Hold.Part part = take.part();
            int wanted = part == null ? change.quantity() : part.units() * change.quantity();
            int had = wanted - take.units() + available;
            if (part == null) {
                return new Shortage(change.variantId(), wanted, had);
            }
            VariantRow component = shop.variant(take.variantId());
            return new Shortage(change.variantId(), change.quantity(), had / part.units())
                    .of(new Shortage.Component(component.id(), component.sku(), wanted, had));
        }
    }
}
