package dev.holdfast.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shop with kits in a few maps: one number of units for each variant, wherever they are, and for each item the units that
 * it holds. Nothing is kept that can be counted, and nothing is swept.
 */
final class NaiveShop {
    /**
     * An item of a cart, or of an order.
     *
     * @param parts units of each variant for one of it: itself, or its components
     */
    record Item(long variant, int quantity, Map<Long, Integer> parts, Instant since, Instant until) {
        Item of(int units, Instant end) {
            return new Item(variant, units, parts, since, end);
        }

        int units(long of) {
            return quantity * parts.getOrDefault(of, 0);
        }
    }

    final Map<Long, Integer> onHand = new LinkedHashMap<>();
    final Map<Long, Map<Long, Integer>> kits = new HashMap<>();
    final Map<Long, Map<Long, Item>> carts = new LinkedHashMap<>();
    final List<List<Item>> orders = new ArrayList<>();
    Instant now;

    NaiveShop(Instant now) {
        this.now = now;
    }

    Map<Long, Integer> parts(long variant) {
        return kits.getOrDefault(variant, Map.of(variant, 1));
    }

    private boolean isHeld(Item item) {
        return now.isBefore(item.until());
    }

    /** Units of a variant that carts hold, of itself or in kits. */
    int held(long variant) {
        return carts.values().stream()
                .flatMap(items -> items.values().stream())
                .filter(this::isHeld)
                .mapToInt(item -> item.units(variant))
                .sum();
    }

    /** Items of a variant that a cart holds; null for none. */
    Item item(long cart, long variant) {
        Item item = carts.get(cart).get(variant);
        return item != null && isHeld(item) ? item : null;
    }

    private int free(long variant) {
        return onHand.get(variant) - held(variant);
    }

    /** How often a variant can be had. */
    int available(long variant) {
        return parts(variant).entrySet().stream()
                .mapToInt(part -> free(part.getKey()) / part.getValue())
                .min()
                .orElseThrow();
    }

    /** Sets quantities, all or none; returns whether there was enough. */
    boolean put(long cart, Map<Long, Integer> wanted, Instant until) {
        Map<Long, Item> before = new TreeMap<>(carts.get(cart));
        wanted.forEach((variant, quantity) -> {
            Item held = item(cart, variant);
            Item base = held == null ? new Item(variant, 0, parts(variant), now, until) : held;
            carts.get(cart).put(variant, base.of(quantity, until.isAfter(base.until()) ? until : base.until()));
        });
        boolean isEnough = onHand.keySet().stream().allMatch(variant -> free(variant) >= 0);
        if (!isEnough) {
            carts.put(cart, before);
        }
        return isEnough;
    }

    /** Buys what a cart holds, which must be all of it. */
    void buy(long cart) {
        List<Item> items = List.copyOf(carts.get(cart).values());
        carts.get(cart).clear();
        items.forEach(item -> item.parts().forEach((variant, units) -> move(variant, -units * item.quantity())));
        orders.add(new ArrayList<>(items));
    }

    /** Buys units that a cart held: those that it still holds, and others if there are enough for all of them. */
    boolean buyAgain(long cart, List<Item> frozen) {
        Map<Long, Integer> taken = new HashMap<>();
        Map<Long, Integer> beyond = new HashMap<>();
        for (Item wanted : frozen) {
            Item held = item(cart, wanted.variant());
            int kept = held == null || !held.parts().equals(wanted.parts())
                    ? 0
                    : Math.min(held.quantity(), wanted.quantity());
            taken.put(wanted.variant(), kept);
            wanted.parts()
                    .forEach((variant, units) ->
                            beyond.merge(variant, units * (wanted.quantity() - kept), Integer::sum));
        }
        if (beyond.entrySet().stream().anyMatch(part -> part.getValue() > Math.max(0, free(part.getKey())))) {
            return false;
        }
        for (Item wanted : frozen) {
            Item before = carts.get(cart).get(wanted.variant());
            if (before != null) {
                int rest = before.quantity() - (isHeld(before) ? taken.get(wanted.variant()) : before.quantity());
                if (rest > 0) {
                    carts.get(cart).put(wanted.variant(), before.of(rest, before.until()));
                } else {
                    carts.get(cart).remove(wanted.variant());
                }
            }
            wanted.parts().forEach((variant, units) -> move(variant, -units * wanted.quantity()));
        }
        orders.add(new ArrayList<>(frozen));
        return true;
    }

    void move(long variant, int units) {
        onHand.merge(variant, units, Integer::sum);
    }

    /** Units of an item of an order come back. */
    void giveBack(int order, int place, int quantity) {
        Item item = orders.get(order).get(place);
        item.parts().forEach((variant, units) -> move(variant, units * quantity));
        orders.get(order).set(place, item.of(item.quantity() - quantity, item.until()));
    }
}
