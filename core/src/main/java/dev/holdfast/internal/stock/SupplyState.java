package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.input.Validation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of how a counter is sold.
 *
 * @param reorderPoint null for none
 */
public record SupplyState(
        long variantId,
        int locationId,
        int safetyStock,
        int backorderLimit,
        boolean tracked,
        @Nullable Integer reorderPoint) {
    /** A counter for which nothing was set. */
    public static SupplyState none(long variantId, int locationId) {
        return new SupplyState(variantId, locationId, 0, 0, true, null);
    }

    /** The same after a change; null stands for the default. */
    public SupplyState changed(
            Patch<Integer> newSafetyStock,
            Patch<Integer> newBackorderLimit,
            Patch<Boolean> newTracked,
            Patch<Integer> newReorderPoint) {
        return new SupplyState(
                variantId,
                locationId,
                Objects.requireNonNullElse(newSafetyStock.or(safetyStock), 0),
                Objects.requireNonNullElse(newBackorderLimit.or(backorderLimit), 0),
                Objects.requireNonNullElse(newTracked.or(tracked), true),
                newReorderPoint.or(reorderPoint));
    }

    /** The counter. */
    public StockKey key() {
        return new StockKey(variantId, locationId);
    }

    /**
     * Checks what a caller has set.
     *
     * @param pointer of the whole; empty for the document
     */
    public void check(Validation checks, String pointer) {
        checks.between(pointer + "/safety_stock", safetyStock, 0, Limits.STOCK);
        checks.between(pointer + "/backorder_limit", backorderLimit, 0, Limits.STOCK);
        if (reorderPoint != null) {
            checks.between(pointer + "/reorder_point", reorderPoint, 0, Limits.STOCK);
        }
    }

    /** The members for the audit log. */
    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("safety_stock", safetyStock);
        members.put("backorder_limit", backorderLimit);
        members.put("tracked", tracked);
        members.put("reorder_point", reorderPoint);
        return members;
    }
}
