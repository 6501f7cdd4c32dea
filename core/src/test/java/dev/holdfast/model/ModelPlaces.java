package dev.holdfast.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Where the units of the model's carts come from. */
final class ModelPlaces {
    static final String DEFAULT = "default";

    /** The locations beside the default one, one before it and one behind it, each with its priority. */
    static final Map<String, Integer> OTHERS = Map.of("berlin", 10, "hamburg", 200);

    /** All locations, by priority. */
    static final List<String> ALL = List.of("berlin", DEFAULT, "hamburg");

    private final ModelShop shop;
    private final TreeSet<String> selling = new TreeSet<>(ALL);

    ModelPlaces(ModelShop shop) {
        this.shop = shop;
    }

    ModelPlaces copy(ModelShop other) {
        ModelPlaces copy = new ModelPlaces(other);
        copy.selling.retainAll(selling);
        return copy;
    }

    String change(Step step) {
        if (step.place().equals(DEFAULT) && !step.sells()) {
            throw new Refused("validation_failed");
        }
        if (step.sells()) {
            selling.add(step.place());
        } else {
            selling.remove(step.place());
        }
        return "location " + step.place() + " sells " + step.sells();
    }

    /** The places that sell, by priority. */
    List<String> selling() {
        return ALL.stream().filter(selling::contains).toList();
    }

    /** Those that somebody names, by priority; null names all that sell. */
    List<String> named(@Nullable List<String> names) {
        return selling().stream()
                .filter(place -> names == null || names.contains(place))
                .toList();
    }

    /** Refuses names of places that do not sell. */
    void requireSelling(@Nullable List<String> names) {
        if (names != null && !selling.containsAll(names)) {
            throw new Refused("validation_failed");
        }
    }

    /** Units on hand that the next buyer can have of places. */
    int onHand(long variant, List<String> places) {
        return most(places.stream().mapToLong(place -> shop.stock.forSale(place, variant)));
    }

    /** The same, and those to wait for. */
    int available(long variant, List<String> places) {
        return most(places.stream()
                .mapToLong(place -> (long) shop.stock.forSale(place, variant) + shop.backorders.room(place, variant)));
    }

    // Of units that are not counted there may be more than a number has room for.
    private static int most(LongStream units) {
        return (int) Math.min(Integer.MAX_VALUE, units.sum());
    }

    /**
     * Where units come from that are available.
     *
     * @param places those that serve, by priority
     * @param held what their item has from wherever already
     */
    List<ModelPart> take(long variant, List<String> places, int units, List<ModelPart> held) {
        int onHand = Math.min(units, onHand(variant, places));
        List<String> order = onePlace(variant, places, onHand, held);
        int[] taken = new int[ALL.size()];
        int[] toCome = new int[ALL.size()];
        for (String place : order) {
            while (onHand > 0 && taken[ALL.indexOf(place)] < shop.stock.forSale(place, variant)) {
                taken[ALL.indexOf(place)]++;
                onHand--;
                units--;
            }
        }
        for (String place : places) {
            while (units > 0 && toCome[ALL.indexOf(place)] < shop.backorders.room(place, variant)) {
                toCome[ALL.indexOf(place)]++;
                units--;
            }
        }
        List<ModelPart> parts = new ArrayList<>();
        for (int i = 0; i < ALL.size(); i++) {
            if (taken[i] + toCome[i] > 0) {
                parts.add(new ModelPart(
                        ALL.get(i), taken[i] + toCome[i], toCome[i], shop.backorders.promised(ALL.get(i), variant)));
            }
        }
        return parts;
    }

    /** The one place that serves if there is one, else all. */
    private List<String> onePlace(long variant, List<String> places, int onHand, List<ModelPart> held) {
        List<String> enough = places.stream()
                .filter(place -> shop.stock.forSale(place, variant) >= onHand)
                .toList();
        for (String place : enough) {
            if (held.stream().anyMatch(part -> part.place().equals(place))) {
                return List.of(place);
            }
        }
        return enough.isEmpty() ? places : enough.subList(0, 1);
    }
}
