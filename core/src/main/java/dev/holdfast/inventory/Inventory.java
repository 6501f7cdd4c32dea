package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stock, and the ledger of its movements.
 *
 * <p>Every change of a counter leaves a row in the ledger, written by the statement that changes the counter and
 * numbered by the counter's version. Carts and orders move stock too; what is here is what people in a warehouse do.
 * Thread-safe.
 */
public final class Inventory {
    /** The most units on hand of one variant at one location. */
    public static final int MAX_STOCK = 1_000_000_000;

    private static final int MAX_WORDS = 500;

    private static final String MOVEMENTS = """
            select variant_id, location_id, version, kind, stock_delta, reserved_delta, stock_after, reserved_after,
                   reason, reference, cart_id, order_id, at
            from #stock_ledger
            where variant_id = :variant_id and location_id = :location_id
              and version < :before
            order by version desc limit :limit
            """;

    private static final String LEVEL = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select s.variant_id, s.location_id, s.stock_quantity,
                   s.reserved_quantity - coalesce((
                     select sum(i.quantity) from #cart_items i, clock
                     where i.variant_id = s.variant_id and i.location_id = s.location_id
                       and i.reserved_until <= clock.now), 0) as reserved_quantity
            from #stock s where s.variant_id = :variant_id and s.location_id = :location_id
            """;

    private final Database database;
    private final CommandRunner runner;
    private final String movements;
    private final String level;
    private final PastStock past;

    /** For {@link dev.holdfast.Holdfast}. */
    public Inventory(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
        this.movements = database.sql(MOVEMENTS);
        this.level = database.sql(LEVEL);
        this.past = new PastStock(database);
    }

    /**
     * Units came in.
     *
     * @param quantity 1 or more
     * @param reference the caller's own document, such as a delivery note; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if the quantity is not positive, or there would be more than {@link #MAX_STOCK}
     */
    public LedgerEntry receive(long variantId, int quantity, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, 1, MAX_STOCK);
        checks.optionalText("/reference", reference, MAX_WORDS);
        checks.throwIfAny();
        return runner.run(new Move(variantId, MovementKind.RECEIVED, quantity, null, reference));
    }

    /**
     * Units were found or lost. What carts hold is not taken away; what they held until it expired is.
     *
     * @param quantity more than zero when found, less when lost
     * @param reason why, in words
     * @param reference the caller's own document; null for none
     * @return the entry in the ledger
     * @throws NotFoundException if there is no such variant
     * @throws InsufficientStockException if fewer units are free than were lost
     * @throws InvalidInputException if the quantity is zero, the reason is missing, or there would be more than
     *     {@link #MAX_STOCK}
     */
    public LedgerEntry adjust(long variantId, int quantity, String reason, @Nullable String reference) {
        Validation checks = new Validation();
        checks.between("/quantity", quantity, -MAX_STOCK, MAX_STOCK);
        checks.that(quantity != 0, "/quantity", "0 changes nothing");
        checks.text("/reason", reason, MAX_WORDS);
        checks.optionalText("/reference", reference, MAX_WORDS);
        checks.throwIfAny();
        return runner.run(new Move(variantId, MovementKind.ADJUSTED, quantity, reason, reference));
    }

    /**
     * The stock of a variant at the default location, as a buyer sees it now.
     *
     * @throws NotFoundException if there is no such variant
     */
    public StockLevel level(long variantId) {
        return database.read(handle -> handle.createQuery(level)
                        .bind("now", database.clockTime())
                        .bind("variant_id", variantId)
                        .bind("location_id", StockKey.DEFAULT_LOCATION)
                        .map((row, context) -> new StockLevel(
                                row.getLong("variant_id"),
                                row.getInt("location_id"),
                                row.getInt("stock_quantity"),
                                row.getInt("reserved_quantity")))
                        .findOne())
                .orElseThrow(() -> new NotFoundException("variant", "variant_id", variantId));
    }

    /**
     * The stock of a variant at the default location as it stood at a moment, and which carts held of it, by the ledger.
     *
     * <p>The counter costs a few look-ups however long the ledger is; the holders cost a reading of the variant's
     * entries up to then. Times go up with the versions, except where a clock was set back: then the answer is a state
     * that the counter was in at about that time.
     *
     * @param at the moment, to the microsecond; null for now
     * @return zero units before the first entry
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
        List<LedgerEntry> rows = database.read(handle -> handle.createQuery(movements)
                .bind("variant_id", variantId)
                .bind("location_id", StockKey.DEFAULT_LOCATION)
                .bind("before", before)
                .bind("limit", page.limit() + 1)
                .map((row, context) -> entry(row))
                .list());
        if (rows.isEmpty()) {
            level(variantId);
        }
        return Paging.page(rows, page, LedgerEntry::version, entry -> entry);
    }

    private static LedgerEntry entry(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getLong("variant_id"),
                row.getInt("location_id"),
                row.getLong("version"),
                MovementKind.of(row.getString("kind")),
                row.getInt("stock_delta"),
                row.getInt("reserved_delta"),
                row.getInt("stock_after"),
                row.getInt("reserved_after"),
                row.getString("reason"),
                row.getString("reference"),
                Rows.optionalLong(row, "cart_id"),
                Rows.optionalLong(row, "order_id"),
                Rows.instant(row, "at"));
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
            if ((long) stock.stockQuantity() + units > MAX_STOCK) {
                throw new InvalidInputException(
                        "/quantity",
                        units + " more than the " + stock.stockQuantity() + " on hand would be more than " + MAX_STOCK);
            }
            shop.requireAvailable(stock, -units, -units);
            shop.makeFree(stock, -units);
            LedgerRow row = shop.count(stock, kind, units, reason, reference);
            return () -> new LedgerEntry(
                    variantId,
                    row.key().locationId(),
                    row.version(),
                    kind,
                    row.stockDelta(),
                    row.reservedDelta(),
                    row.stockAfter(),
                    row.reservedAfter(),
                    reason,
                    reference,
                    null,
                    null,
                    row.at());
        }
    }
}
