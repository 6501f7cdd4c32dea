package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.Reckoning;
import dev.holdfast.pricing.quote.UnitSupply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One price for a set of things. Every unit is used once, by this rule or by another that sells sets.
 *
 * @param components what makes a set; where units could be in several of them, the component with the fewest to choose
 *     from chooses first
 * @param price of a set
 * @param first which units are in the sets, where there are more
 * @param maxSets the most sets in a cart
 */
public record BundlePrice(List<Component> components, Money price, UnitOrder first, int maxSets) implements Discount {
    /**
     * A part of a set.
     *
     * @param selection the lines that may be it
     * @param quantity units of them in a set
     */
    public record Component(Selection selection, int quantity) {}

    /** Copies the components. */
    public BundlePrice {
        components = List.copyOf(components);
    }

    @Override
    public void reckon(Reckoning reckoning) {
        List<Component> scarcestFirst = scarcestFirst(reckoning);
        long least = 0;
        long most = maxSets;
        for (Component component : scarcestFirst) {
            most = Math.min(most, count(reckoning, component) / component.quantity());
        }
        while (least < most) {
            long middle = (least + most + 1) / 2;
            // A set that costs less than its price would be one too many, because it would make the others dearer.
            if (value(reckoning, scarcestFirst, middle) - value(reckoning, scarcestFirst, middle - 1)
                    >= price.minor()) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        if (least == 0) {
            miss(reckoning);
            return;
        }
        List<ItemPart> picked = pick(reckoning, scarcestFirst, least);
        reckoning.use(picked);
        reckoning.spread(picked, Math.max(0, Reckoning.value(picked) - price.minor() * least));
    }

    private List<Component> scarcestFirst(Reckoning reckoning) {
        List<Component> sorted = new ArrayList<>(components);
        sorted.sort(Comparator.comparingLong(component -> count(reckoning, component)));
        return sorted;
    }

    private static long count(Reckoning reckoning, Component component) {
        return reckoning.unusedSupply(reckoning.parts()).count(component.selection()::selects);
    }

    /** What so many sets cost by now; less than nothing when there are not so many. */
    private long value(Reckoning reckoning, List<Component> ordered, long sets) {
        List<ItemPart> picked = pick(reckoning, ordered, sets);
        long wanted = ordered.stream().mapToLong(Component::quantity).sum() * sets;
        long units = picked.stream().mapToLong(ItemPart::units).sum();
        return units < wanted ? Long.MIN_VALUE / 2 : Reckoning.value(picked);
    }

    private List<ItemPart> pick(Reckoning reckoning, List<Component> ordered, long sets) {
        UnitSupply supply = reckoning.unusedSupply(reckoning.parts());
        List<ItemPart> picked = new ArrayList<>();
        for (Component component : ordered) {
            picked.addAll(
                    supply.pick(component.quantity() * sets, first, component.selection()::selects, item -> false, 0));
        }
        return picked;
    }

    private void miss(Reckoning reckoning) {
        List<Object> required = new ArrayList<>();
        List<Object> present = new ArrayList<>();
        for (Component component : components) {
            required.add((long) component.quantity());
            present.add(count(reckoning, component));
        }
        long wanted = components.stream().mapToLong(Component::quantity).sum();
        List<ItemPart> picked = pick(reckoning, scarcestFirst(reckoning), 1);
        long missing = wanted - picked.stream().mapToLong(ItemPart::units).sum();
        reckoning.miss(
                reckoning.parts(),
                Refusal.notApplicable(
                        "incomplete_set",
                        "required",
                        required,
                        "present",
                        present,
                        "missing",
                        missing,
                        "price",
                        price));
    }

    @Override
    public boolean concerns(QuoteItem item) {
        return components.stream().anyMatch(component -> component.selection().selects(item));
    }

    @Override
    public Selection needs() {
        return components.get(0).selection();
    }

    @Override
    public List<Money> amounts() {
        return Stream.concat(
                        Stream.of(price),
                        components.stream()
                                .flatMap(component -> component.selection().amounts()))
                .toList();
    }
}
