package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;

/**
 * What to change of a product; what is {@linkplain Patch#keep() kept} stays as it is.
 *
 * @param name may not be emptied
 * @param handle may not be emptied
 * @param description may be emptied
 * @param basePrice may not be emptied; the currency of a product cannot be changed. Lines that are held keep theirs
 * @param category may be emptied
 */
public record ProductChange(
        Patch<String> name,
        Patch<String> handle,
        Patch<String> description,
        Patch<Money> basePrice,
        Patch<String> category) {

    /** Changes nothing. */
    public static ProductChange none() {
        return new ProductChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** The same, and a new base price. */
    public ProductChange withBasePrice(Money newPrice) {
        return new ProductChange(name, handle, description, Patch.set(newPrice), category);
    }
}
