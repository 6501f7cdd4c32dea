package dev.holdfast.internal.stock;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.sql.Database;
import java.util.ArrayList;
import java.util.List;

/** Writes how counters are sold, and who changed it. */
public final class SupplyWrites {
    private SupplyWrites() {}

    /**
     * Changes the counters that differ, which are locked, with one statement, or none if nothing differs.
     *
     * @param after the same counters in the same order
     * @return how many differ
     */
    public static int change(Database database, SupplySql sql, List<SupplyState> before, List<SupplyState> after) {
        List<SupplyState> changed = new ArrayList<>();
        List<Audited> audited = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            SupplyState row = after.get(i);
            if (!row.equals(before.get(i))) {
                changed.add(row);
                audited.add(Audited.changed(database.actor(), before.get(i).members(), row.members()));
            }
        }
        if (!changed.isEmpty()) {
            sql.changeAll(
                    changed.stream().map(SupplyState::variantId).toList(),
                    changed.stream().map(SupplyState::locationId).toList(),
                    changed.stream().map(SupplyState::safetyStock).toList(),
                    changed.stream().map(SupplyState::backorderLimit).toList(),
                    AuditColumns.of(database.actor(), audited),
                    database.clockTime());
        }
        return changed.size();
    }
}
