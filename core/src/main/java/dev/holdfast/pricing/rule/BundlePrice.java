package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One price for a set of items. Each unit is used in at most one set, by this rule or by any other rule that sells sets.
 *
 * @param components what makes a set; if units fit several components, the one with the fewest units picks first
 * @param price the price of a set
 * @param first which units go into the sets if there are more
 * @param maxSets the most sets in a cart
 */
public record BundlePrice(List<Component> components, Money price, UnitOrder first, int maxSets) implements Discount {
    /**
     * A component of a set.
     *
     * @param selection the items that can fill it
     * @param quantity the units of them in a set
     */
    public record Component(Selection selection, int quantity) {}

    /** Copies the components. */
    public BundlePrice {
        components = List.copyOf(components);
    }

    @Override
    public void apply(DiscountCalculation calculation) {
        List<Component> scarcestFirst = scarcestFirst(calculation);
        long least = 0;
        long most = maxSets;
        for (Component component : scarcestFirst) {
            most = Math.min(most, count(calculation, component) / component.quantity());
        }
        while (least < most) {
            long middle = (least + most + 1) / 2;
            // A set that is worth less than its price would raise the total, so it is one too many.
            if (value(calculation, scarcestFirst, middle) - value(calculation, scarcestFirst, middle - 1)
                    >= price.minor()) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        if (least == 0) {
            refuse(calculation);
            return;
        }
        List<DiscountPart> picked = pick(calculation, scarcestFirst, least);
        calculation.use(picked);
        calculation.spread(picked, Math.max(0, DiscountPart.value(picked) - price.minor() * least));
    }

    private List<Component> scarcestFirst(DiscountCalculation calculation) {
        List<Component> sorted = new ArrayList<>(components);
        sorted.sort(Comparator.comparingLong(component -> count(calculation, component)));
        return sorted;
    }

    private static long count(DiscountCalculation calculation, Component component) {
        return calculation.unusedSupply(calculation.parts()).count(component.selection()::selects);
    }

    /** What a number of sets costs before the discount; very negative if there are not enough units for them. */
    private long value(DiscountCalculation calculation, List<Component> ordered, long sets) {
        List<DiscountPart> picked = pick(calculation, ordered, sets);
        return DiscountPart.units(picked) < unitsOfSet() * sets ? Long.MIN_VALUE / 2 : DiscountPart.value(picked);
    }

    private List<DiscountPart> pick(DiscountCalculation calculation, List<Component> ordered, long sets) {
        UnitSupply supply = calculation.unusedSupply(calculation.parts());
        List<DiscountPart> picked = new ArrayList<>();
        for (Component component : ordered) {
            picked.addAll(supply.pick(component.quantity() * sets, first, component.selection()::selects));
        }
        return picked;
    }

    private long unitsOfSet() {
        return components.stream().mapToLong(Component::quantity).sum();
    }

    private void refuse(DiscountCalculation calculation) {
        List<Object> required = new ArrayList<>();
        List<Object> present = new ArrayList<>();
        for (Component component : components) {
            required.add((long) component.quantity());
            present.add(count(calculation, component));
        }
        List<DiscountPart> picked = pick(calculation, scarcestFirst(calculation), 1);
        calculation.refuse(
                calculation.parts(),
                Refusal.notApplicable(
                        "incomplete_set",
                        "required",
                        required,
                        "present",
                        present,
                        "missing",
                        unitsOfSet() - DiscountPart.units(picked),
                        "price",
                        price));
    }

    @Override
    public boolean concerns(RuleItem item) {
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
