package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.stock.StockKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Units of one variant that an item wants from counters: of its own variant, or of a component of a kit.
 *
 * @param variantId whose units they are
 * @param from the counters that they may come from
 * @param units how many; zero or less for none
 * @param part the component of the kit that they are; null for units of the item's own variant
 */
public record Take(long variantId, List<StockKey> from, int units, Hold.@Nullable Part part) {
    /** The same with another number of units. */
    public Take of(int otherUnits) {
        return new Take(variantId, from, otherUnits, part);
    }
}
