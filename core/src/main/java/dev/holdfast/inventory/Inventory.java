package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.BackorderList;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.LevelList;
import dev.holdfast.internal.stock.LevelRow;
import dev.holdfast.internal.stock.LocationCodes;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.LocationSql;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockSql;
import dev.holdfast.internal.work.SettleStock;
import dev.holdfast.location.LocationInactiveException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stock levels, and the ledger of their movements.
 *
 * <p>Every movement leaves an entry in the ledger, written by the statement that changes the stock level and numbered
 * without gaps. Carts and checkouts move stock too; the methods here are for the warehouse. They are about the default
 * location, or about another one, see {@link #at}. Thread-safe.
 */
public final class Inventory {
    private final Database database;
    private final CommandRunner runner;
    private final PastStock past;
    private final SupplyStore supply;
    private final String location;

    /** For {@link dev.holdfast.Holdfast}. */
    public Inventory(Database database, CommandRunner runner) {
        this(database, runner, LocationCodes.DEFAULT);
    }

    private Inventory(Database database, CommandRunner runner, String location) {
        this.database = database;
        this.runner = runner;
        this.past = new PastStock(database);
        this.supply = new SupplyStore(database);
        this.location = location;
    }

    /**
     * The same at another location. Costs no more than the object; whether there is such a location is found out by each
     * call. A variant has stock at a location from the first movement there on.
     *
     * @param code the code of the location, see {@link dev.holdfast.location.Locations}
     */
    public Inventory at(String code) {
        return new Inventory(database, runner, code);
    }

    /** The default location takes part in nearly every call, and is always active. */
    private boolean isAtDefault() {
        return location.equals(LocationCodes.DEFAULT);
    }

    private LocationRow requireLocation() {
        return database.read(LocationSql.class, sql -> LocationCodes.require(sql, "/location", location));
    }

    private StockKey key(long variantId) {
        return isAtDefault()
                ? StockKey.of(variantId)
                : new StockKey(variantId, requireLocation().id());
    }

    /**
     * Records a goods receipt at the location.
     *
     * @param quantity the units received, 1 or more
     * @param reference the caller's own document, such as a delivery note; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws LocationInactiveException if the location is not active
     * @throws InvalidInputException if the quantity is not positive, more than {@link Limits#STOCK} units would be on
     *     hand, or there is no such location
     */
    public LedgerEntry receive(long variantId, int quantity, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, 1, Limits.STOCK);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        StockKey key = StockKey.of(variantId);
        if (!isAtDefault()) {
            LocationRow row = requireLocation();
            if (!row.active()) {
                throw new LocationInactiveException(location);
            }
            key = new StockKey(variantId, row.id());
        }
        return moved(new CountUnits(key, location, MovementKind.RECEIVED, quantity, null, reference));
    }

    /**
     * Records units that were found or lost at the location. Units that carts hold are never taken away; units
     * of expired reservations are.
     *
     * @param quantity positive for units found, negative for units lost
     * @param reason why, in words
     * @param reference the caller's own document; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws InsufficientStockException if fewer units are free than were lost
     * @throws InvalidInputException if the quantity is zero, the reason is missing, more than {@link Limits#STOCK} units
     *     would be on hand, or there is no such location
     */
    public LedgerEntry adjust(long variantId, int quantity, String reason, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, -Limits.STOCK, Limits.STOCK);
        checks.that(quantity != 0, "/quantity", "must not be zero");
        checks.text("/reason", reason, Limits.TEXT);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        return moved(new CountUnits(key(variantId), location, MovementKind.ADJUSTED, quantity, reason, reference));
    }

    private LedgerEntry moved(CountUnits command) {
        return runner.run(command).orElseThrow();
    }

    /**
     * Sets the units on hand at the location to what was counted there. Units that carts hold are never taken
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
     * @throws InvalidInputException if a quantity is not between 0 and {@value Limits#STOCK}, the reason is missing,
     *     or there is no such location
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
        return runner.run(new SetStock(key(variantId), location, quantity, expected, reason, reference));
    }

    /**
     * How a variant is sold from the location.
     *
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if there is no such location
     */
    public Supply supply(long variantId) {
        return supply.of(key(variantId));
    }

    /**
     * Changes how a variant is sold from the location.
     *
     * @param expected whether it is as the caller believes it to be
     * @return how it is sold now
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if a number is not between 0 and {@value Limits#STOCK}, a preorder would have a limit and
     *     no time or a time and no limit, or the variant is a kit
     * @throws InsufficientStockException if units are to be counted, and carts hold more than are on hand
     * @throws dev.holdfast.MigrationNotFinishedException if units are not to be counted, or a preorder begins, and servers may
     *     run that would sell them wrongly
     * @throws dev.holdfast.PreconditionFailedException if it is not as expected
     */
    public Supply changeSupply(long variantId, SupplyChange change, Predicate<? super Supply> expected) {
        StockKey key = key(variantId);
        if (change.tracked().present()) {
            runner.run(new SettleStock(key));
        }
        return supply.change(key, location, change, expected);
    }

    /** The same, however it is sold now. */
    public Supply changeSupply(long variantId, SupplyChange change) {
        return changeSupply(variantId, change, supply -> true);
    }

    /**
     * Changes how variants are sold from several locations, all or nothing; the location of {@link #at} does not matter. It
     * locks the stock levels in the order in which carts and checkouts do, and takes at most eight statements, however many
     * there are, and two more for each that says whether units are counted.
     *
     * @param changes at most {@link Limits#IMPORT}, each of another stock level
     * @return the number of stock levels that were changed, which leaves out those that were so already
     * @throws NotFoundException if there is no such variant
     * @throws InsufficientStockException if units are to be counted, and carts hold more than are on hand
     * @throws InvalidInputException if there is no such location, a stock level is there twice, a variant is a kit, or a
     *     number is not between 0 and {@value Limits#STOCK}; pointers start with the index of the change, such as {@code
     *     /0/safety_stock}
     */
    public int changeSupplies(List<LevelSupply> changes) {
        SupplyList list = new SupplyList(database);
        list.toBeSettled(changes).forEach(key -> runner.run(new SettleStock(key)));
        return list.change(changes);
    }

    /**
     * The stock level of a variant at the location, as a buyer sees it now.
     *
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if there is no such location
     */
    public StockLevel level(long variantId) {
        StockKey key = key(variantId);
        return database.read(StockSql.class, sql -> sql.level(key, database.clockTime()))
                .map(StockLevel::of)
                .orElseThrow(() -> new NotFoundException("variant", "variant_id", variantId));
    }

    /**
     * The stock levels of variants over several locations, as a buyer sees them now, by variant; the location of {@link
     * #at} does not matter.
     *
     * @throws InvalidInputException if there is no such location, the filter has too many values, or the cursor is not one
     *     of this list
     */
    public Page<StockLevels> levels(StockFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filterValues(checks, "/variant_id", filter.variantIds());
        InputChecks.filterValues(checks, "/sku", filter.skus());
        filter.skus().forEach(sku -> InputChecks.filter(checks, "/sku", sku));
        InputChecks.filterValues(checks, "/locations", filter.locations());
        checks.throwIfAny();
        long after = Paging.after(page);
        return database.read(handle -> {
            List<Integer> ids = filter.locations().isEmpty()
                    ? List.of()
                    : LocationCodes.require(handle.attach(LocationSql.class), "/locations", filter.locations()).stream()
                            .map(LocationRow::id)
                            .toList();
            List<LevelRow> rows = new LevelList(
                            after,
                            filter.variantIds(),
                            filter.skus(),
                            ids,
                            filter.low(),
                            page.limit() + 1,
                            database.clockTime())
                    .read(handle);
            Map<Long, List<LevelRow>> byVariant = rows.stream()
                    .collect(Collectors.groupingBy(LevelRow::variantId, LinkedHashMap::new, Collectors.toList()));
            return Paging.page(
                    List.copyOf(byVariant.values()), page, of -> of.get(0).variantId(), StockLevels::of);
        });
    }

    /**
     * What orders wait for, the oldest order first, which is the order in which units that come in are given to them.
     * Orders that were not paid in time no longer wait, whether or not a sweep has run. The location of {@link #at} does
     * not matter.
     *
     * @throws InvalidInputException if there is no such location, the SKU is too long, or the cursor is not one of this
     *     list
     */
    public Page<Backorder> backorders(BackorderFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/sku", filter.sku());
        checks.throwIfAny();
        BackorderList.Place after = BackorderList.Place.of(page);
        return database.read(handle -> {
            Integer locationId = LocationCodes.filter(handle, "/location", filter.location());
            BackorderList list = new BackorderList(
                    after,
                    filter.variantId(),
                    filter.sku(),
                    filter.orderId(),
                    locationId,
                    page.limit() + 1,
                    database.clockTime());
            return Paging.pageBy(list.read(handle), page, row -> row.place().cursor(), Backorder::of);
        });
    }

    /**
     * The stock level of a variant at the location at a past moment, and the carts that held units, by the
     * ledger.
     *
     * <p>Finding the level costs a few look-ups, however long the ledger is; finding the holders reads the variant's
     * entries up to the moment. Times rise with the versions, except where a clock was set back: then the result is a
     * level of about that time.
     *
     * @param at the moment, to the microsecond; null for now
     * @return the level; zero units before the first entry
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if the moment is in the future, or there is no such location
     */
    public StockAt levelAt(long variantId, @Nullable Instant at) {
        StockAt stock = past.at(key(variantId), location, at);
        if (stock.version() == 0) {
            level(variantId);
        }
        return stock;
    }

    /**
     * The ledger of a variant at the location, newest first.
     *
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if there is no such location, or the cursor is not one of this list
     */
    public Page<LedgerEntry> movements(long variantId, PageRequest page) {
        long before = Paging.before(page);
        StockKey key = key(variantId);
        List<LedgerRow> rows = database.read(StockSql.class, sql -> sql.movements(key, before, page.limit() + 1));
        if (rows.isEmpty()) {
            level(variantId);
        }
        return Paging.page(rows, page, LedgerRow::version, row -> LedgerEntry.of(row, location));
    }
}
