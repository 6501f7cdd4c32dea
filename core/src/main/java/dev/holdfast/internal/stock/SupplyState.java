package dev.holdfast.internal.stock;

import dev.holdfast.Limits;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.Patch;
import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can set of how a counter is sold.
 *
 * @param preorderLimit null for no preorder
 * @param preorderAvailableAt null for no preorder; cut to microseconds
 * @param reorderPoint null for none
 */
public record SupplyState(
        long variantId,
        int locationId,
        int safetyStock,
        int backorderLimit,
        @Nullable Integer preorderLimit,
        @Nullable Instant preorderAvailableAt,
        boolean tracked,
        @Nullable Integer reorderPoint) {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** A counter for which nothing was set. */
    public static SupplyState none(long variantId, int locationId) {
        return new SupplyState(variantId, locationId, 0, 0, null, null, true, null);
    }

    /** The same after a change; null stands for the default. */
    public SupplyState changed(
            Patch<Integer> newSafetyStock,
            Patch<Integer> newBackorderLimit,
            Patch<Integer> newPreorderLimit,
            Patch<Instant> newPreorderAvailableAt,
            Patch<Boolean> newTracked,
            Patch<Integer> newReorderPoint) {
        Instant time = newPreorderAvailableAt.or(preorderAvailableAt);
        return new SupplyState(
                variantId,
                locationId,
                Objects.requireNonNullElse(newSafetyStock.or(safetyStock), 0),
                Objects.requireNonNullElse(newBackorderLimit.or(backorderLimit), 0),
                newPreorderLimit.or(preorderLimit),
                time == null ? null : time.truncatedTo(ChronoUnit.MICROS),
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
        checkPreorder(checks, pointer + "/preorder");
        if (reorderPoint != null) {
            checks.between(pointer + "/reorder_point", reorderPoint, 0, Limits.STOCK);
        }
    }

    private void checkPreorder(Validation checks, String pointer) {
        if (preorderLimit != null) {
            checks.between(pointer + "/limit", preorderLimit, 0, Limits.STOCK);
            checks.that(preorderAvailableAt != null, pointer + "/available_at", "is missing");
        }
        if (preorderAvailableAt != null) {
            checks.that(preorderLimit != null, pointer + "/limit", "is missing");
            checks.that(
                    preorderAvailableAt.isAfter(EARLIEST) && preorderAvailableAt.isBefore(LATEST),
                    pointer + "/available_at",
                    preorderAvailableAt + " is not between " + EARLIEST + " and " + LATEST);
        }
    }

    /**
     * Whether a preorder begins that was not there before. A server of the version before would sell it by the backorder limit
     * alone, without its time.
     */
    private boolean beginsPreorder(SupplyState before) {
        return preorderLimit != null
                && !(preorderLimit.equals(before.preorderLimit)
                        && Objects.equals(preorderAvailableAt, before.preorderAvailableAt));
    }

    /** The time of the preorder as statements read it; null for none. */
    private @Nullable String preorderTime() {
        return preorderAvailableAt == null ? null : preorderAvailableAt.toString();
    }

    /** The members for the audit log. */
    public Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("safety_stock", safetyStock);
        members.put("backorder_limit", backorderLimit);
        members.put("preorder_limit", preorderLimit);
        members.put("preorder_available_at", preorderTime());
        members.put("tracked", tracked);
        members.put("reorder_point", reorderPoint);
        return members;
    }

    /**
     * Changes the counters that differ, which are locked, with at most three statements, or none if nothing differs. Whether
     * their units are counted is only written down as changed, because that moves stock. A preorder that begins takes a
     * statement more.
     *
     * @param after the same counters in the same order
     * @param locations the codes of their locations
     * @return how many differ
     * @throws MigrationNotFinishedException if a preorder begins, and servers may run that would sell it wrongly
     */
    public static int write(
            Database database,
            SupplySql sql,
            List<SupplyState> before,
            List<SupplyState> after,
            List<String> locations) {
        List<SupplyState> changed = new ArrayList<>();
        List<SupplyState> reordered = new ArrayList<>();
        List<Audited> audited = new ArrayList<>();
        boolean beginsAny = false;
        for (int i = 0; i < after.size(); i++) {
            SupplyState state = after.get(i);
            if (!state.equals(before.get(i))) {
                changed.add(state);
                audited.add(Audited.changed(
                        database.actor(),
                        Map.of("location", locations.get(i)),
                        before.get(i).members(),
                        state.members()));
                beginsAny |= state.beginsPreorder(before.get(i));
            }
            if (!Objects.equals(state.reorderPoint(), before.get(i).reorderPoint())) {
                reordered.add(state);
            }
        }
        if (beginsAny) {
            requireFinished(sql, "preorder");
        }
        if (!changed.isEmpty()) {
            sql.changeAll(
                    variantIds(changed),
                    locationIds(changed),
                    changed.stream().map(SupplyState::safetyStock).toList(),
                    changed.stream().map(SupplyState::backorderLimit).toList(),
                    changed.stream()
                            .<@Nullable Integer>map(SupplyState::preorderLimit)
                            .toList(),
                    changed.stream()
                            .<@Nullable String>map(SupplyState::preorderTime)
                            .toList(),
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

    /**
     * Throws unless servers of the version before are locked out.
     *
     * @param field that they would read wrongly
     */
    public static void requireFinished(SupplySql sql, String field) {
        if (!sql.isFinished()) {
            throw new MigrationNotFinishedException(field);
        }
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
