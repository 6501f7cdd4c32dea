package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.input.Validation;
import java.util.Map;
import java.util.Objects;

/** What a caller can set of how a counter is sold. */
public record SupplyState(long variantId, int locationId, int safetyStock, int backorderLimit) {
    /** A counter for which nothing was set. */
    public static SupplyState none(long variantId, int locationId) {
        return new SupplyState(variantId, locationId, 0, 0);
    }

    /** The same after a change; null stands for the default. */
    public SupplyState changed(Patch<Integer> newSafetyStock, Patch<Integer> newBackorderLimit) {
        return new SupplyState(
                variantId,
                locationId,
                Objects.requireNonNullElse(newSafetyStock.or(safetyStock), 0),
                Objects.requireNonNullElse(newBackorderLimit.or(backorderLimit), 0));
    }

    /**
     * Checks what a caller has set.
     *
     * @param pointer of the whole; empty for the document
     */
    public void check(Validation checks, String pointer) {
        checks.between(pointer + "/safety_stock", safetyStock, 0, Limits.STOCK);
        checks.between(pointer + "/backorder_limit", backorderLimit, 0, Limits.STOCK);
    }

    /** The members for the audit log. */
    Map<String, Object> members() {
        return Map.of("safety_stock", safetyStock, "backorder_limit", backorderLimit);
    }
}
