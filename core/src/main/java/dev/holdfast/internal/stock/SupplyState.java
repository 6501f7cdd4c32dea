package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("safety_stock", safetyStock);
        members.put("backorder_limit", backorderLimit);
        members.put("tracked", tracked);
        members.put("reorder_point", reorderPoint);
        return members;
    }

    /**
     * Changes the counters that differ, which are locked, with at most three statements, or none if nothing differs. Whether
     * their units are counted is only written down as changed, because that moves stock.
     *
     * @param after the same counters in the same order
     * @return how many differ
     */
    public static int write(Database database, SupplySql sql, List<SupplyState> before, List<SupplyState> after) {
        List<SupplyState> changed = new ArrayList<>();
        List<SupplyState> reordered = new ArrayList<>();
        List<Audited> audited = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            SupplyState state = after.get(i);
            if (!state.equals(before.get(i))) {
                changed.add(state);
                audited.add(Audited.changed(database.actor(), before.get(i).members(), state.members()));
            }
            if (!Objects.equals(state.reorderPoint(), before.get(i).reorderPoint())) {
                reordered.add(state);
            }
        }
        if (!changed.isEmpty()) {
            sql.changeAll(
                    variantIds(changed),
                    locationIds(changed),
                    changed.stream().map(SupplyState::safetyStock).toList(),
                    changed.stream().map(SupplyState::backorderLimit).toList(),
                    AuditColumns.of(database.actor(), audited),
                    database.clockTime());
        }
        if (!reordered.isEmpty()) {
            List<@Nullable Integer> points = reordered.stream()
                    .<@Nullable Integer>map(SupplyState::reorderPoint)
                    .toList();
            sql.removeReorderPoints(variantIds(reordered), locationIds(reordered));
            sql.addReorderPoints(variantIds(reordered), locationIds(reordered), points);
        }
        return changed.size();
    }

    /** The variants of counters, one by one. */
    public static List<Long> variantIds(List<SupplyState> states) {
        return states.stream().map(SupplyState::variantId).toList();
    }

    /** The locations of counters, one by one. */
    public static List<Integer> locationIds(List<SupplyState> states) {
        return states.stream().map(SupplyState::locationId).toList();
    }
}
