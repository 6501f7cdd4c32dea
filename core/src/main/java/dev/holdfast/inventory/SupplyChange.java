package dev.holdfast.inventory;

import dev.holdfast.Patch;
import org.jspecify.annotations.Nullable;

/**
 * A change of how a variant is sold. It binds new reservations: what is reserved or sold already stays so.
 *
 * @param safetyStock see {@link Supply#safetyStock}; null for 0
 * @param backorderLimit see {@link Supply#backorderLimit}; null for 0
 * @param tracked see {@link Supply#tracked}; null for true
 * @param reorderPoint see {@link Supply#reorderPoint}; null for none
 */
public record SupplyChange(
        Patch<Integer> safetyStock,
        Patch<Integer> backorderLimit,
        Patch<Boolean> tracked,
        Patch<Integer> reorderPoint) {
    /** Changes nothing. */
    public static final SupplyChange NONE = new SupplyChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());

    /** The same with a safety stock. */
    public SupplyChange withSafetyStock(int units) {
        return new SupplyChange(Patch.set(units), backorderLimit, tracked, reorderPoint);
    }

    /** The same with a limit for backorders. */
    public SupplyChange withBackorderLimit(int units) {
        return new SupplyChange(safetyStock, Patch.set(units), tracked, reorderPoint);
    }

    /** The same with units that are counted, or not. */
    public SupplyChange withTracked(boolean counted) {
        return new SupplyChange(safetyStock, backorderLimit, Patch.set(counted), reorderPoint);
    }

    /** The same with a reorder point; null for none. */
    public SupplyChange withReorderPoint(@Nullable Integer units) {
        return new SupplyChange(safetyStock, backorderLimit, tracked, Patch.set(units));
    }
}
