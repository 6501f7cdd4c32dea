package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The units of the model that are held or sold and not on hand. */
final class ModelBackorders {
    private record Counter(String place, long variant) {}

    private record Preorder(int limit, Instant at) {}

    private final ModelShop shop;
    private final Map<Counter, Integer> limits = new HashMap<>();
    private final Map<Counter, Preorder> preorders = new HashMap<>();
    private final Map<Counter, Integer> beingSold = new HashMap<>();

    ModelBackorders(ModelShop shop) {
        this.shop = shop;
    }

    ModelBackorders copy(ModelShop other) {
        ModelBackorders copy = new ModelBackorders(other);
        copy.limits.putAll(limits);
        copy.preorders.putAll(preorders);
        return copy;
    }

    private int limitOf(String place, long variant) {
        return limits.getOrDefault(new Counter(place, variant), 0);
    }

    /** The preorder that counts now; null for none. */
    private @Nullable Preorder preorder(String place, long variant) {
        Preorder preorder = preorders.get(new Counter(place, variant));
        return preorder != null && shop.now.isBefore(preorder.at) ? preorder : null;
    }

    /** When units are there that are sold now and are not on hand; null if nobody knows. */
    @Nullable
    Instant promised(String place, long variant) {
        Preorder preorder = preorder(place, variant);
        return preorder == null ? null : preorder.at;
    }

    String takePreorders(Step step) {
        Counter counter = new Counter(step.location(), ModelShop.variant(step.item()));
        Integer limit = step.preorderLimit();
        if (limit == null) {
            preorders.remove(counter);
        } else {
            preorders.put(counter, new Preorder(limit, step.preorderedFor(shop.now)));
        }
        return show(step);
    }

    String limit(Step step) {
        limits.put(new Counter(step.location(), ModelShop.variant(step.item())), step.backorderLimit());
        return show(step);
    }

    String show(Step step) {
        String place = step.location();
        long variant = ModelShop.variant(step.item());
        Preorder preorder = preorders.get(new Counter(place, variant));
        return Text.supply(
                variant,
                place,
                shop.stock.safetyStock(place, variant),
                limitOf(place, variant),
                preorder == null ? null : preorder.limit + " by " + preorder.at,
                units(place, variant));
    }

    /** Units that carts hold, or orders wait for. */
    int units(String place, long variant) {
        return shop.holds.parts(variant, place, ModelPart::toCome) + waiting(place, variant);
    }

    /** Units that orders wait for. */
    int waiting(String place, long variant) {
        return shop.orders.waiting(place, variant) + beingSold.getOrDefault(new Counter(place, variant), 0);
    }

    /** Units that may be sold beyond those on hand: what comes in is for the safety stock first, and for those who wait. */
    int room(String place, long variant) {
        Preorder preorder = preorder(place, variant);
        int limit = preorder == null ? limitOf(place, variant) : preorder.limit;
        return Math.max(0, limit - units(place, variant) - shop.stock.missing(place, variant));
    }

    /** Sells units that no cart holds any more, and answers where they come from. */
    List<ModelSource> sell(long variant, List<ModelPart> parts) {
        List<ModelSource> sources = new ArrayList<>();
        for (ModelPart part : parts) {
            String place = part.place();
            if (!shop.stock.isTracked(place, variant)) {
                sources.add(new ModelSource(place, part.units(), 0, null));
                continue;
            }
            int promised = shop.holds.parts(variant, place, ModelPart::units) + waiting(place, variant) + part.units();
            // An order waits for none if there are enough for all by now.
            int waiting = shop.stock.onHand(place, variant) >= promised ? 0 : part.toCome();
            shop.stock.add(place, variant, waiting - part.units());
            beingSold.merge(new Counter(place, variant), waiting, Integer::sum);
            sources.add(new ModelSource(place, part.units(), waiting, part.at()));
        }
        return sources;
    }

    /** The order that waits for what was sold is there. */
    void placed() {
        beingSold.clear();
    }

    /** What nothing holds goes to the orders that wait, oldest first. */
    void fill(String place, long variant) {
        for (ModelOrder.Item item : shop.orders.itemsOf(variant)) {
            for (ModelSource source : item.sources) {
                if (source.place.equals(place)) {
                    int units = Math.max(0, Math.min(source.waiting, shop.stock.free(place, variant)));
                    source.waiting -= units;
                    shop.stock.add(place, variant, -units);
                }
            }
        }
    }

    /** The same wherever an item came from. */
    void fill(ModelOrder.Item item) {
        item.sources.forEach(source -> fill(source.place, item.line.variant()));
    }

    /** Units are no longer counted, so orders have them. */
    void endWaiting(String place, long variant) {
        for (ModelOrder.Item item : shop.orders.itemsOf(variant)) {
            item.sources.stream().filter(source -> source.place.equals(place)).forEach(source -> source.waiting = 0);
        }
    }

    void fillAll() {
        for (int i = 0; i < ModelShop.VARIANTS; i++) {
            for (String place : ModelPlaces.ALL) {
                fill(place, ModelShop.variant(i));
            }
        }
    }
}
