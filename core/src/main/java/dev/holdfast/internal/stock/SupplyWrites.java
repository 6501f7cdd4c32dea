package dev.holdfast.internal.stock;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes how counters are sold, and who changed it. */
public final class SupplyWrites {
    private SupplyWrites() {}

    /**
     * Changes the counters that differ, which are locked, with at most three statements, or none if nothing differs. Whether
     * their units are counted is only written down as changed, because that moves stock.
     *
     * @param after the same counters in the same order
     * @return how many differ
     */
    public static int change(Database database, SupplySql sql, List<SupplyState> before, List<SupplyState> after) {
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
