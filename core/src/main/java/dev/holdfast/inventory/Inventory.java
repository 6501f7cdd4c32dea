package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockSql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stock levels, and the ledger of their movements.
 *
 * <p>Every movement leaves an entry in the ledger, written by the statement that changes the stock level and numbered
 * without gaps. Carts and checkouts move stock too; the methods here are for the warehouse. Thread-safe.
 */
public final class Inventory {
    private final Database database;
    private final CommandRunner runner;
    private final PastStock past;
    private final SupplyStore supply;

    /** For {@link dev.holdfast.Holdfast}. */
    public Inventory(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
        this.past = new PastStock(database);
        this.supply = new SupplyStore(database);
    }

    /**
     * Records a goods receipt at the default location.
     *
     * @param quantity the units received, 1 or more
     * @param reference the caller's own document, such as a delivery note; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if the quantity is not positive, or more than {@link Limits#STOCK} units would be
     *     on hand
     */
    public LedgerEntry receive(long variantId, int quantity, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, 1, Limits.STOCK);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        return moved(new CountUnits(variantId, MovementKind.RECEIVED, quantity, null, reference));
    }

    /**
     * Records units that were found or lost at the default location. Units that carts hold are never taken away; units
     * of expired reservations are.
     *
     * @param quantity positive for units found, negative for units lost
     * @param reason why, in words
     * @param reference the caller's own document; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws InsufficientStockException if fewer units are free than were lost
     * @throws InvalidInputException if the quantity is zero, the reason is missing, or more than {@link Limits#STOCK}
     *     units would be on hand
     */
    public LedgerEntry adjust(long variantId, int quantity, String reason, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, -Limits.STOCK, Limits.STOCK);
        checks.that(quantity != 0, "/quantity", "must not be zero");
        checks.text("/reason", reason, Limits.TEXT);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        return moved(new CountUnits(variantId, MovementKind.ADJUSTED, quantity, reason, reference));
    }

    private LedgerEntry moved(CountUnits command) {
        return runner.run(command).orElseThrow();
    }

    /**
     * Sets the units on hand at the default location to what was counted there. Units that carts hold are never taken
     * away; units of expired reservations are. A number that is right already leaves no entry in the ledger.
     *
     * @param quantity the units on hand, 0 or more
     * @param expected the units that the caller believes to be on hand so far; null to set it whatever it is
     * @param reason why, in words
     * @param reference the caller's own document; null for none
     * @return the entry in the ledger; empty if the number was right already
     * @throws NotFoundException if there is no such variant
     * @throws StockChangedException if other than the expected units are on hand
     * @throws InsufficientStockException if fewer units are free than would leave the stock
     * @throws InvalidInputException if a quantity is not between 0 and {@value Limits#STOCK}, or the reason is missing
     */
    public Optional<LedgerEntry> set(
            long variantId, int quantity, @Nullable Integer expected, String reason, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/stock_quantity", quantity, 0, Limits.STOCK);
        if (expected != null) {
            checks.between("/expected_stock_quantity", expected, 0, Limits.STOCK);
        }
        checks.text("/reason", reason, Limits.TEXT);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        return runner.run(new SetStock(variantId, quantity, expected, reason, reference));
    }

    /**
     * How a variant is sold from the default location.
     *
     * @throws NotFoundException if there is no such variant
     */
    public Supply supply(long variantId) {
        return supply.of(StockKey.of(variantId));
    }

    /**
     * Changes how a variant is sold from the default location.
     *
     * @param expected whether it is as the caller believes it to be
     * @return how it is sold now
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if a number is not between 0 and {@value Limits#STOCK}
     * @throws dev.holdfast.PreconditionFailedException if it is not as expected
     */
    public Supply changeSupply(long variantId, SupplyChange change, Predicate<? super Supply> expected) {
        return supply.change(StockKey.of(variantId), change, expected);
    }

    /** The same, however it is sold now. */
    public Supply changeSupply(long variantId, SupplyChange change) {
        return changeSupply(variantId, change, supply -> true);
    }

    /**
     * The stock level of a variant at the default location, as a buyer sees it now.
     *
     * @throws NotFoundException if there is no such variant
     */
    public StockLevel level(long variantId) {
        return database.read(StockSql.class, sql -> sql.level(StockKey.of(variantId), database.clockTime()))
                .map(row ->
                        new StockLevel(row.variantId(), row.locationId(), row.stockQuantity(), row.reservedQuantity()))
                .orElseThrow(() -> new NotFoundException("variant", "variant_id", variantId));
    }

    /**
     * The stock level of a variant at the default location at a past moment, and the carts that held units, by the
     * ledger.
     *
     * <p>Finding the level costs a few look-ups, however long the ledger is; finding the holders reads the variant's
     * entries up to the moment. Times rise with the versions, except where a clock was set back: then the result is a
     * level of about that time.
     *
     * @param at the moment, to the microsecond; null for now
     * @return the level; zero units before the first entry
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if the moment is in the future
     */
    public StockAt levelAt(long variantId, @Nullable Instant at) {
        StockAt stock = past.at(StockKey.of(variantId), at);
        if (stock.version() == 0) {
            level(variantId);
        }
        return stock;
    }

    /**
     * The ledger of a variant at the default location, newest first.
     *
     * @throws NotFoundException if there is no such variant
     */
    public Page<LedgerEntry> movements(long variantId, PageRequest page) {
        long before = Paging.before(page);
        List<LedgerRow> rows =
                database.read(StockSql.class, sql -> sql.movements(StockKey.of(variantId), before, page.limit() + 1));
        if (rows.isEmpty()) {
            level(variantId);
        }
        return Paging.page(rows, page, LedgerRow::version, LedgerEntry::of);
    }
}
