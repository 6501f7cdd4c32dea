package dev.holdfast.order;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sent or handed over of an order.
 *
 * @param items the units, at most 1,000 entries; empty for all that were neither cancelled nor fulfilled
 * @param reference the caller's own document, such as a tracking number; null for none
 */
public record NewFulfilment(List<ItemUnits> items, @Nullable String reference) {
    /** Copies the list. */
    public NewFulfilment {
        items = List.copyOf(items);
    }

    /** All units that were neither cancelled nor fulfilled. */
    public static NewFulfilment all() {
        return new NewFulfilment(List.of(), null);
    }

    /** Some units. */
    public static NewFulfilment of(ItemUnits... items) {
        return new NewFulfilment(List.of(items), null);
    }
}
