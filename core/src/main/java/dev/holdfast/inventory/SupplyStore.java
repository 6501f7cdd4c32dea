package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.SupplyRow;
import dev.holdfast.internal.stock.SupplySql;
import dev.holdfast.internal.stock.SupplyState;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

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
            SupplyRow row = locked(database, sql, key);
            if (!expected.test(supply(row))) {
                throw new PreconditionFailedException("variant", "variant_id", key.variantId());
            }
            SupplyState after = change.of(row.state());
            Validation checks = new Validation();
            after.check(checks, "");
            checks.throwIfAny();
            if (!after.equals(row.state())
                    && !sql.kitsAmong(List.of(key.variantId())).isEmpty()) {
                throw kit("", row.state(), after);
            }
            if (after.tracked() != row.tracked()) {
                track(database, sql, key, location, after.tracked());
            }
            SupplyState.write(database, sql, List.of(row.state()), List.of(after), List.of(location));
            return find(sql, key);
        });
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
        if (!tracked) {
            SupplyState.requireFinished(sql, "tracked");
        }
        sql.track(key, tracked, database.actor(), database.clockTime());
    }

    private static SupplyRow locked(Database database, SupplySql sql, StockKey key) {
        return sql.lock(key).flatMap(id -> sql.find(key, database.clockTime())).orElseThrow(() -> missing(key));
    }

    /**
     * A kit has no stock that could be sold in another way.
     *
     * @param pointer of the change; empty for the document
     */
    static InvalidInputException kit(String pointer, SupplyState before, SupplyState after) {
        String member = after.members().keySet().stream()
                .filter(name -> !Objects.equals(
                        before.members().get(name), after.members().get(name)))
                .findFirst()
                .orElseThrow();
        return new InvalidInputException(
                pointer + "/" + member, "is of no use to a kit, which has no stock of its own: change its components");
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
                Preorder.of(row.state()),
                row.tracked(),
                row.reorderPoint(),
                row.backorderedQuantity());
    }
}
