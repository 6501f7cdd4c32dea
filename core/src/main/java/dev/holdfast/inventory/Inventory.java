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
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockSql;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
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

    /** For {@link dev.holdfast.Holdfast}. */
    public Inventory(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
        this.past = new PastStock(database);
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
        return runner.run(new Move(variantId, MovementKind.RECEIVED, quantity, null, reference));
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
        return runner.run(new Move(variantId, MovementKind.ADJUSTED, quantity, reason, reference));
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

    private record Move(
            long variantId,
            MovementKind kind,
            int units,
            @Nullable String reason,
            @Nullable String reference) implements Command<LedgerEntry> {
        @Override
        public String name() {
            return "move_stock";
        }

        @Override
        public long lane() {
            return variantId;
        }

        @Override
        public void needs(Needs needs) {
            needs.variant(variantId);
        }

        @Override
        public void demand(WorkingSet shop, Demand demand) {
            demand.add(StockKey.of(variantId), -units);
        }

        @Override
        public Supplier<LedgerEntry> decide(WorkingSet shop) {
            shop.variant(variantId);
            StockRow stock = shop.stock(StockKey.of(variantId));
            if ((long) stock.stockQuantity() + units > Limits.STOCK) {
                throw new InvalidInputException(
                        "/quantity",
                        units + " more than the " + stock.stockQuantity() + " on hand exceeds " + Limits.STOCK);
            }
            int available = shop.available(stock, -units);
            if (-units > available) {
                throw new InsufficientStockException(variantId, -units, available);
            }
            shop.makeFree(stock, -units);
            LedgerRow row = stock.move(Movement.counted(kind.word(), units, reason, reference), shop.now());
            return () -> LedgerEntry.of(row);
        }
    }
}
