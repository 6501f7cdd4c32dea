package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Map;

/**
 * What to change of a variant; what is {@linkplain Patch#keep() kept} stays as it is. Its stock is changed by
 * movements, see {@link dev.holdfast.inventory.Inventory}.
 *
 * @param sku may not be emptied
 * @param name emptied, it is called as its product is
 * @param price emptied, its product's counts; lines that are held keep theirs
 * @param attributes replaces all of them; may not be emptied to null
 */
public record VariantChange(
        Patch<String> sku, Patch<String> name, Patch<Money> price, Patch<Map<String, Object>> attributes) {
    /** Changes nothing. */
    public static VariantChange none() {
        return new VariantChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** The same, and a new price of its own. */
    public VariantChange withPrice(Money newPrice) {
        return new VariantChange(sku, name, Patch.set(newPrice), attributes);
    }
}
