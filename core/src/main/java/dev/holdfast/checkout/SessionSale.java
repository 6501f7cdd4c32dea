package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.ShortageRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.WorkingSet;
import java.util.ArrayList;
import java.util.HashMap;
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
        beyondHeld().forEach(demand::add);
        demand.settle(cart);
    }

    /** The units that are neither held nor free, or that their buyer cannot have; asked before anything is written. */
    List<ShortageRow> shortages() {
        Map<StockKey, Integer> missing = new TreeMap<>();
        beyondHeld().forEach((key, units) -> {
            int available = shop.units().available(shop.stock(key), units);
            if (units > available) {
                missing.put(key, units - available);
            }
        });
        new UserLimits(shop, cart)
                .beyond(bought)
                .forEach((variantId, units) -> missing.merge(keyOf(variantId), units, Math::max));
        List<ShortageRow> shortages = new ArrayList<>();
        missing.forEach((key, units) -> {
            int wanted = wanted().getOrDefault(key, 0);
            shortages.add(new ShortageRow(key.variantId(), wanted, wanted - units));
        });
        return shortages;
    }

    /**
     * Sells the units, of which none must be {@link #shortages}, and takes the items out of the cart.
     *
     * @return units that wait for stock, by item
     */
    Map<Integer, Integer> sell(long orderId) {
        Map<Integer, Integer> backordered = new HashMap<>();
        for (CartItemRow sold : bought.items()) {
            int left = sold.quantity();
            for (CartItemRow item : held(sold.key())) {
                int units = Math.min(left, item.quantity());
                if (units > 0) {
                    int waiting = shop.units().sell(cart, item.holding(units, item.reservedUntil()), orderId);
                    backordered.merge(sold.id(), waiting, Integer::sum);
                    left -= units;
                }
            }
            if (left > 0) {
                backordered.merge(sold.id(), shop.units().sellFree(cart, sold.key(), left, orderId), Integer::sum);
            }
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
        return backordered;
    }

    private StockKey keyOf(long variantId) {
        return bought.items().stream()
                .map(CartItemRow::key)
                .filter(key -> key.variantId() == variantId)
                .findFirst()
                .orElseThrow();
    }

    private Map<StockKey, Integer> wanted() {
        Map<StockKey, Integer> wanted = new TreeMap<>();
        bought.items().forEach(item -> wanted.merge(item.key(), item.quantity(), Integer::sum));
        return wanted;
    }

    private Map<StockKey, Integer> beyondHeld() {
        Map<StockKey, Integer> beyond = new TreeMap<>();
        wanted().forEach((key, wanted) -> {
            int held = held(key).stream().mapToInt(CartItemRow::quantity).sum();
            if (wanted > held) {
                beyond.put(key, wanted - held);
            }
        });
        return beyond;
    }

    /** The items of the cart that hold units of a counter, those of the session first. */
    private List<CartItemRow> held(StockKey key) {
        List<CartItemRow> held = new ArrayList<>();
        List<CartItemRow> others = new ArrayList<>();
        for (CartItemRow item : cart.items().values()) {
            if (item.key().equals(key) && !item.isExpired(shop.now())) {
                boolean isOfSession = bought.items().stream().anyMatch(own -> own.id() == item.id());
                (isOfSession ? held : others).add(item);
            }
        }
        held.addAll(others);
        return held;
    }
}
