package dev.holdfast.inventory;

import dev.holdfast.Patch;
import dev.holdfast.internal.stock.SupplyState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of how a variant is sold. It binds new reservations: what is reserved or sold already stays so.
 *
 * @param safetyStock see {@link Supply#safetyStock}; null for 0
 * @param backorderLimit see {@link Supply#backorderLimit}; null for 0
 * @param preorderLimit see {@link Preorder#limit}; null for no preorder, together with its time
 * @param preorderAvailableAt see {@link Preorder#availableAt}; null for no preorder, together with its limit. A time that is
 *     over is allowed, and then the backorder limit counts
 * @param tracked see {@link Supply#tracked}; null for true
 * @param reorderPoint see {@link Supply#reorderPoint}; null for none
 */
public record SupplyChange(
        Patch<Integer> safetyStock,
        Patch<Integer> backorderLimit,
        Patch<Integer> preorderLimit,
        Patch<Instant> preorderAvailableAt,
        Patch<Boolean> tracked,
        Patch<Integer> reorderPoint) {
    /** Changes nothing. */
    public static final SupplyChange NONE =
            new SupplyChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep());

    /** The same with a safety stock. */
    public SupplyChange withSafetyStock(int units) {
        return new SupplyChange(
                Patch.set(units), backorderLimit, preorderLimit, preorderAvailableAt, tracked, reorderPoint);
    }

    /** The same with a limit for backorders. */
    public SupplyChange withBackorderLimit(int units) {
        return new SupplyChange(
                safetyStock, Patch.set(units), preorderLimit, preorderAvailableAt, tracked, reorderPoint);
    }

    /** The same with a preorder; null for none. */
    public SupplyChange withPreorder(@Nullable Preorder preorder) {
        return new SupplyChange(
                safetyStock,
                backorderLimit,
                Patch.set(preorder == null ? null : preorder.limit()),
                Patch.set(preorder == null ? null : preorder.availableAt()),
                tracked,
                reorderPoint);
    }

    /** The same with units that are counted, or not. */
    public SupplyChange withTracked(boolean counted) {
        return withTracked(Patch.set(counted));
    }

    /** The same with another change of whether units are counted. */
    public SupplyChange withTracked(Patch<Boolean> counted) {
        return new SupplyChange(safetyStock, backorderLimit, preorderLimit, preorderAvailableAt, counted, reorderPoint);
    }

    /** The same with a reorder point; null for none. */
    public SupplyChange withReorderPoint(@Nullable Integer units) {
        return new SupplyChange(
                safetyStock, backorderLimit, preorderLimit, preorderAvailableAt, tracked, Patch.set(units));
    }

    /** A stock level after the change. */
    SupplyState of(SupplyState before) {
        return before.changed(safetyStock, backorderLimit, preorderLimit, preorderAvailableAt, tracked, reorderPoint);
    }
}
