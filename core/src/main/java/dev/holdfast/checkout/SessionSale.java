package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.ShortageRow;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.Taken;
import dev.holdfast.internal.work.WorkingSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The units of a checkout session: those that its cart holds, and where it no longer does, whatever is free. As long as
 * the session is open the cart holds them all.
 */
record SessionSale(WorkingSet shop, LockedCart cart, CartSnapshot bought) {
    /**
     * What items are units of.
     *
     * @param kit what the variant consists of; null if it is no kit
     */
    private record Wanted(long variantId, @Nullable KitRow kit) {}

    /** Names the units that have to be free. */
    void demand(Demand demand) {
        beyondHeld()
                .forEach((wanted, units) ->
                        takes(wanted, units).forEach(take -> demand.addAny(take.from(), take.units())));
        demand.settle(cart);
    }

    /** The units that are neither held nor free, or that their buyer cannot have; asked before anything is written. */
    List<ShortageRow> shortages() {
        Map<Long, Integer> missing = new TreeMap<>();
        Map<Long, Lack> lacks = new HashMap<>();
        Taken taken = new Taken();
        beyondHeld().forEach((wanted, units) -> {
            Lack lack = lack(wanted, units, taken);
            if (lack != null) {
                missing.merge(wanted.variantId, units - lack.makes, Integer::sum);
                lacks.put(wanted.variantId, lack);
            } else {
                taken.add(shop.allocations().holds(takes(wanted, units), null, taken));
            }
        });
        new UserLimits(shop, cart)
                .beyond(bought)
                .forEach((variantId, units) -> missing.merge(variantId, units, Math::max));
        List<ShortageRow> shortages = new ArrayList<>();
        missing.forEach((variantId, units) -> {
            int quantity = bought.items().stream()
                    .filter(item -> item.variantId() == variantId)
                    .mapToInt(CartItemRow::quantity)
                    .sum();
            Lack lack = lacks.get(variantId);
            shortages.add(new ShortageRow(
                    variantId, quantity, quantity - units, lack == null ? null : lack.component(shop, quantity)));
        });
        return shortages;
    }

    /**
     * What is short of units that are wanted.
     *
     * @param available units that could be had of those to be taken
     * @param makes how many of the units that are wanted those are: of a kit, as many as they complete
     */
    private record Lack(Take take, int available, int makes) {
        /** What it says of a component, where a quantity of the kit is wanted in all. */
        ShortageRow.@Nullable Component component(WorkingSet shop, int quantity) {
            Hold.Part part = take.part();
            if (part == null) {
                return null;
            }
            VariantRow component = shop.variant(take.variantId());
            int requested = part.units() * quantity;
            return new ShortageRow.Component(
                    component.id(), component.sku(), requested, requested - take.units() + available);
        }
    }

    /** What is short of units: of a kit, the component of which there are the fewest. Null if all can be had. */
    private @Nullable Lack lack(Wanted wanted, int units, Taken taken) {
        Lack least = null;
        for (Take take : takes(wanted, units)) {
            int available = shop.allocations().available(take, taken);
            int makes = (int) ((long) available * units / Math.max(1, take.units()));
            if (take.units() > available && (least == null || makes < least.makes)) {
                least = new Lack(take, available, makes);
            }
        }
        return least;
    }

    private List<Take> takes(Wanted wanted, int units) {
        return shop.allocations().takes(wanted.variantId, wanted.kit, units);
    }

    /**
     * Sells the units, of which none must be {@link #shortages}, and takes the items out of the cart.
     *
     * @return where the units came from, by item
     */
    Map<Integer, List<OrderSource>> sell(long orderId) {
        Map<Integer, List<OrderSource>> sources = new LinkedHashMap<>();
        // In the order in which it was found out that there is enough.
        wanted().keySet()
                .forEach(wanted -> bought.items().stream()
                        .filter(item -> wanted(item).equals(wanted))
                        .forEach(item -> sources.put(item.id(), sell(item, orderId))));
        for (CartItemRow item : bought.items()) {
            CartItemRow rest = cart.items().get(item.id());
            if (rest != null && rest.isExpired(shop.now())) {
                shop.units().expire(cart, rest);
            }
            ExpiredItemRow expired = cart.expired().remove(item.id());
            if (expired != null && expired.quantity() > item.quantity()) {
                cart.expired().put(expired.id(), expired.of(expired.quantity() - item.quantity()));
            }
        }
        return sources;
    }

    private List<OrderSource> sell(CartItemRow sold, long orderId) {
        Map<StockKey, OrderSource> sources = new LinkedHashMap<>();
        int left = sold.quantity();
        for (CartItemRow item : held(wanted(sold))) {
            int units = Math.min(left, item.quantity());
            if (units > 0) {
                shop.units()
                        .sell(cart, item.holding(units, item.reservedUntil()), orderId)
                        .forEach(source -> sources.merge(source.key(), source, OrderSource::and));
                left -= units;
            }
        }
        List<Hold> free = shop.allocations().holds(takes(wanted(sold), left), sold, new Taken());
        shop.units()
                .sellFree(cart, free, orderId)
                .forEach(source -> sources.merge(source.key(), source, OrderSource::and));
        return List.copyOf(sources.values());
    }

    // A variant that has become a kit since is one now, and a kit stays what it was.
    private Wanted wanted(CartItemRow item) {
        return new Wanted(item.variantId(), shop.allocations().kit(item));
    }

    /** The units, kits first, because they are of units on hand alone. */
    private Map<Wanted, Integer> wanted() {
        Map<Wanted, Integer> kits = new LinkedHashMap<>();
        Map<Wanted, Integer> others = new LinkedHashMap<>();
        for (CartItemRow item : bought.items()) {
            Wanted wanted = wanted(item);
            (wanted.kit == null ? others : kits).merge(wanted, item.quantity(), Integer::sum);
        }
        kits.putAll(others);
        return kits;
    }

    private Map<Wanted, Integer> beyondHeld() {
        Map<Wanted, Integer> beyond = new LinkedHashMap<>();
        wanted().forEach((wanted, units) -> {
            int held = held(wanted).stream().mapToInt(CartItemRow::quantity).sum();
            if (units > held) {
                beyond.put(wanted, units - held);
            }
        });
        return beyond;
    }

    /** The items of the cart that hold what is wanted, those of the session first. */
    private List<CartItemRow> held(Wanted wanted) {
        List<CartItemRow> held = new ArrayList<>();
        List<CartItemRow> others = new ArrayList<>();
        for (CartItemRow item : cart.items().values()) {
            if (wanted(item).equals(wanted) && !item.isExpired(shop.now())) {
                boolean isOfSession = bought.items().stream().anyMatch(own -> own.id() == item.id());
                (isOfSession ? held : others).add(item);
            }
        }
        held.addAll(others);
        return held;
    }
}
