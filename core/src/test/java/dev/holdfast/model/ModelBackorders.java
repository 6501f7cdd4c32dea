package dev.holdfast.model;

import java.util.Arrays;

/** The units of the model that are held or sold and not on hand. */
final class ModelBackorders {
    private final ModelShop shop;
    private int[] limits = new int[ModelShop.VARIANTS];
    private final int[] beingSold = new int[ModelShop.VARIANTS];

    ModelBackorders(ModelShop shop) {
        this.shop = shop;
    }

    ModelBackorders copy(ModelShop other) {
        ModelBackorders copy = new ModelBackorders(other);
        copy.limits = limits.clone();
        return copy;
    }

    String limit(Step step) {
        limits[step.item()] = step.backorderLimit();
        return show(ModelShop.variant(step.item()));
    }

    String show(long variant) {
        return Text.supply(variant, shop.stock.safetyStock(variant), limits[ModelShop.index(variant)], units(variant));
    }

    /** Units that carts hold, or orders wait for. */
    int units(long variant) {
        int held = shop.holds.held(cart -> true, line -> line.variant() == variant ? line.backordered() : 0);
        return held + waiting(variant);
    }

    /** Units that orders wait for. */
    int waiting(long variant) {
        return shop.orders.waiting(variant) + beingSold[ModelShop.index(variant)];
    }

    /** Units that may be sold beyond those on hand. */
    int room(long variant) {
        return Math.max(0, limits[ModelShop.index(variant)] - units(variant));
    }

    /** Units of so many that somebody takes which are not on hand. */
    int of(long variant, int units) {
        return Math.max(0, units - shop.stock.forSale(variant));
    }

    /**
     * Sells units that no cart holds any more.
     *
     * @param backordered how many of them were not on hand when they were put
     * @return how many of them the order waits for: none if there are enough for all by now
     */
    int sell(long variant, int units, int backordered) {
        if (!shop.stock.isTracked(variant)) {
            return 0;
        }
        int promised = shop.holds.units(variant) + waiting(variant) + units;
        int waiting = shop.stock.onHand(variant) >= promised ? 0 : backordered;
        shop.stock.add(ModelStock.DEFAULT, variant, waiting - units);
        beingSold[ModelShop.index(variant)] += waiting;
        return waiting;
    }

    /** The order that waits for what was sold is there. */
    void placed() {
        Arrays.fill(beingSold, 0);
    }

    /** What nothing holds goes to the orders that wait, oldest first. */
    void fill(long variant) {
        for (ModelOrder.Item item : shop.orders.itemsOf(variant)) {
            int units = Math.max(0, Math.min(item.waiting, shop.stock.free(ModelStock.DEFAULT, variant)));
            item.waiting -= units;
            shop.stock.add(ModelStock.DEFAULT, variant, -units);
        }
    }

    /** Units are no longer counted, so orders have them. */
    void endWaiting(long variant) {
        shop.orders.itemsOf(variant).forEach(item -> item.waiting = 0);
    }

    void fillAll() {
        for (int i = 0; i < ModelShop.VARIANTS; i++) {
            fill(ModelShop.variant(i));
        }
    }
}
