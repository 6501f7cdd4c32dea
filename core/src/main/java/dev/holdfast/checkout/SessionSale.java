package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.ShortageRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.WorkingSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The units of a checkout session: those that its cart holds, and where it no longer does, whatever is free. As long as
 * the session is open the cart holds them all.
 */
record SessionSale(WorkingSet shop, LockedCart cart, CartSnapshot bought) {
    /** Names the units that have to be free. */
    void demand(Demand demand) {
        beyondHeld()
                .forEach((variantId, units) -> demand.addAny(shop.allocations().keys(variantId), units));
        demand.settle(cart);
    }

    /** The units that are neither held nor free, or that their buyer cannot have; asked before anything is written. */
    List<ShortageRow> shortages() {
        Map<Long, Integer> missing = new TreeMap<>();
        beyondHeld().forEach((variantId, units) -> {
            int available = shop.allocations().available(counters(variantId), units);
            if (units > available) {
                missing.put(variantId, units - available);
            }
        });
        new UserLimits(shop, cart)
                .beyond(bought)
                .forEach((variantId, units) -> missing.merge(variantId, units, Math::max));
        List<ShortageRow> shortages = new ArrayList<>();
        missing.forEach((variantId, units) -> {
            int wanted = wanted().getOrDefault(variantId, 0);
            shortages.add(new ShortageRow(variantId, wanted, wanted - units));
        });
        return shortages;
    }

    /**
     * Sells the units, of which none must be {@link #shortages}, and takes the items out of the cart.
     *
     * @return where the units came from, by item
     */
    Map<Integer, List<OrderSource>> sell(long orderId) {
        Map<Integer, List<OrderSource>> sources = new LinkedHashMap<>();
        for (CartItemRow sold : bought.items()) {
            sources.put(sold.id(), sell(sold, orderId));
        }
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
        for (CartItemRow item : held(sold.variantId())) {
            int units = Math.min(left, item.quantity());
            if (units > 0) {
                shop.units()
                        .sell(cart, item.holding(units, item.reservedUntil()), orderId)
                        .forEach(source -> sources.merge(source.key(), source, OrderSource::and));
                left -= units;
            }
        }
        List<Hold> free = shop.allocations().holds(counters(sold.variantId()), left, sold);
        shop.units()
                .sellFree(cart, free, orderId)
                .forEach(source -> sources.merge(source.key(), source, OrderSource::and));
        return List.copyOf(sources.values());
    }

    private List<StockRow> counters(long variantId) {
        return shop.allocations().counters(shop.allocations().keys(variantId));
    }

    private Map<Long, Integer> wanted() {
        Map<Long, Integer> wanted = new TreeMap<>();
        bought.items().forEach(item -> wanted.merge(item.variantId(), item.quantity(), Integer::sum));
        return wanted;
    }

    private Map<Long, Integer> beyondHeld() {
        Map<Long, Integer> beyond = new TreeMap<>();
        wanted().forEach((variantId, wanted) -> {
            int held = held(variantId).stream().mapToInt(CartItemRow::quantity).sum();
            if (wanted > held) {
                beyond.put(variantId, wanted - held);
            }
        });
        return beyond;
    }

    /** The items of the cart that hold units of a variant, those of the session first. */
    private List<CartItemRow> held(long variantId) {
        List<CartItemRow> held = new ArrayList<>();
        List<CartItemRow> others = new ArrayList<>();
        for (CartItemRow item : cart.items().values()) {
            if (item.variantId() == variantId && !item.isExpired(shop.now())) {
                boolean isOfSession = bought.items().stream().anyMatch(own -> own.id() == item.id());
                (isOfSession ? held : others).add(item);
            }
        }
        held.addAll(others);
        return held;
    }
}
