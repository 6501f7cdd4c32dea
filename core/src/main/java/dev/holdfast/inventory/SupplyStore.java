package dev.holdfast.inventory;

import dev.holdfast.Limits;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.SupplyRow;
import dev.holdfast.internal.stock.SupplySql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and changes how variants are sold. Thread-safe. */
final class SupplyStore {
    private final Database database;

    SupplyStore(Database database) {
        this.database = database;
    }

    Supply of(StockKey key) {
        return database.read(SupplySql.class, sql -> find(sql, key));
    }

    private Supply find(SupplySql sql, StockKey key) {
        return sql.find(key, database.clockTime()).map(SupplyStore::supply).orElseThrow(() -> missing(key));
    }

    /**
     * Changes a counter's; commands that have it locked are waited for, and those after them see the change.
     *
     * @param location the code of its location
     */
    Supply change(StockKey key, String location, SupplyChange change, Predicate<? super Supply> expected) {
        return database.write(SupplySql.class, sql -> {
            sql.open(List.of(key.variantId()), List.of(key.locationId()));
            Supply now = supply(locked(database, sql, key));
            if (!expected.test(now)) {
                throw new PreconditionFailedException("variant", "variant_id", key.variantId());
            }
            Supply after = after(now, change);
            if (after.tracked() != now.tracked()) {
                track(database, sql, key, location, after.tracked());
            }
            if (!Objects.equals(after.reorderPoint(), now.reorderPoint())) {
                setReorderPoint(sql, key, after.reorderPoint());
            }
            if (!after.equals(now)) {
                sql.change(
                        key,
                        after.safetyStock(),
                        after.backorderLimit(),
                        Audited.changed(database.actor(), members(now), members(after)),
                        database.clockTime());
            }
            return after.tracked() == now.tracked() ? after : find(sql, key);
        });
    }

    private static void setReorderPoint(SupplySql sql, StockKey key, @Nullable Integer units) {
        if (units == null) {
            sql.removeReorderPoint(key);
        } else {
            sql.setReorderPoint(key, units);
        }
    }

    private static Supply after(Supply now, SupplyChange change) {
        int safetyStock = Objects.requireNonNullElse(change.safetyStock().or(now.safetyStock()), 0);
        int backorderLimit = Objects.requireNonNullElse(change.backorderLimit().or(now.backorderLimit()), 0);
        Integer reorderPoint = change.reorderPoint().or(now.reorderPoint());
        boolean tracked = Objects.requireNonNullElse(change.tracked().or(now.tracked()), true);
        Validation checks = new Validation();
        checks.between("/safety_stock", safetyStock, 0, Limits.STOCK);
        checks.between("/backorder_limit", backorderLimit, 0, Limits.STOCK);
        if (reorderPoint != null) {
            checks.between("/reorder_point", reorderPoint, 0, Limits.STOCK);
        }
        checks.throwIfAny();
        return new Supply(
                now.variantId(),
                now.locationId(),
                safetyStock,
                backorderLimit,
                tracked,
                reorderPoint,
                now.backorderedQuantity());
    }

    /** Begins or ends to count the units of a counter, which is locked. */
    static void track(Database database, SupplySql sql, StockKey key, String location, boolean tracked) {
        SupplyRow row = locked(database, sql, key);
        // What carts hold of units that were not counted is theirs, and has to be on hand as soon as units are.
        if (tracked && row.heldQuantity() > row.stockQuantity()) {
            throw new InsufficientStockException(
                    List.of(new Shortage(row.variantId(), row.heldQuantity(), row.stockQuantity(), location)));
        }
        // A server of the version before fails to sell more than is on hand, and to list the ledger.
        if (!tracked && !sql.mayBeUntracked()) {
            throw new MigrationNotFinishedException("tracked");
        }
        sql.track(key, tracked, database.actor(), database.clockTime());
    }

    private static SupplyRow locked(Database database, SupplySql sql, StockKey key) {
        return sql.lock(key).flatMap(id -> sql.find(key, database.clockTime())).orElseThrow(() -> missing(key));
    }

    private static NotFoundException missing(StockKey key) {
        return new NotFoundException("variant", "variant_id", key.variantId());
    }

    private static Supply supply(SupplyRow row) {
        return new Supply(
                row.variantId(),
                row.locationId(),
                row.safetyStock(),
                row.backorderLimit(),
                row.tracked(),
                row.reorderPoint(),
                row.backorderedQuantity());
    }

    private static Map<String, @Nullable Object> members(Supply supply) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("safety_stock", supply.safetyStock());
        members.put("backorder_limit", supply.backorderLimit());
        members.put("tracked", supply.tracked());
        members.put("reorder_point", supply.reorderPoint());
        return members;
    }
}
