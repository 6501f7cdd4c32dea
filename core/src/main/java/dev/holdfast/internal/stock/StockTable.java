package dev.holdfast.internal.stock;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.optionalInteger;
import static dev.holdfast.internal.sql.TableWrite.Column.text;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.KeyArray;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stock counters that a list of commands locks, and the ledger rows of what they move. */
public final class StockTable implements Table {
    /** The columns of a counter {@code s}. */
    public static final String COLUMNS =
            "s.variant_id, s.location_id, s.safety_stock, s.backorder_limit, s.preorder_limit,"
                    + " s.preorder_available_at, s.tracked, s.stock_quantity, s.reserved_quantity, s.backordered_quantity,"
                    + " s.version";

    private static final String GIVEN_VARIANTS = "cast(:stock_variants as bigint[])";
    private static final String GIVEN_LOCATIONS = "cast(:stock_locations as int[])";

    private static final TableWrite<StockRow> COUNTERS = TableWrite.of(
            "stock_written",
            Movements.UPDATE_COUNTERS,
            bigint("variant_id", row -> row.key().variantId()),
            integer("location_id", row -> row.key().locationId()),
            integer("stock_quantity", StockRow::stockQuantity),
            integer("reserved_quantity", StockRow::reservedQuantity),
            integer("backordered_quantity", StockRow::backorderedQuantity),
            bigint("version", StockRow::version),
            bigint("loaded_version", StockRow::loadedVersion));

    private static final List<TableWrite.Column<LedgerRow>> LEDGER_COLUMNS = List.of(
            bigint("variant_id", row -> row.key().variantId()),
            integer("location_id", row -> row.key().locationId()),
            bigint("version", LedgerRow::version),
            text("kind", LedgerRow::kind),
            integer("stock_delta", LedgerRow::stockDelta),
            integer("reserved_delta", LedgerRow::reservedDelta),
            integer("stock_after", LedgerRow::stockAfter),
            integer("reserved_after", LedgerRow::reservedAfter),
            integer("backordered_after", LedgerRow::backorderedAfter),
            text("reason", LedgerRow::reason),
            text("reference", LedgerRow::reference),
            bigint("cart_id", LedgerRow::cartId),
            bigint("order_id", LedgerRow::orderId),
            optionalInteger("held_after", LedgerRow::heldAfter),
            text("actor", LedgerRow::actor));

    private static final TableWrite<LedgerRow> LEDGER =
            TableWrite.of("ledger_written", Movements.RECORD, LEDGER_COLUMNS).withDrawn("order_id");

    // Otherwise all would carry a column more for the sake of these few.
    private static final TableWrite<LedgerRow> LEDGER_WITH_TRANSFERS = TableWrite.of(
                    "ledger_with_transfers_written",
                    Movements.RECORD_WITH_TRANSFERS,
                    Stream.concat(LEDGER_COLUMNS.stream(), Stream.of(bigint("transfer_id", LedgerRow::transferId)))
                            .toList())
            .withDrawn("order_id");

    private final SortedSet<StockKey> asked = new TreeSet<>();
    private final SortedSet<StockKey> opened = new TreeSet<>();
    private final KeyArray variants = new KeyArray();
    private final KeyArray locations = new KeyArray();
    private final SortedMap<StockKey, StockRow> rows = new TreeMap<>();

    /** Asks for a counter. */
    public void lock(StockKey key) {
        asked.add(key);
    }

    /** Asks for a counter that is created if there is none yet, provided that there is its variant. */
    public void open(StockKey key) {
        asked.add(key);
        opened.add(key);
    }

    /**
     * Asks for the counters that two selects name. Every counter of one of the variants at one of the locations is
     * locked: there are few locations, so hardly any is locked in vain.
     */
    public void lockSelected(String selectVariants, String selectLocations) {
        variants.add(selectVariants);
        locations.add(selectLocations);
    }

    /** Whether a counter was asked for by its key. */
    public boolean isAsked(StockKey key) {
        return asked.contains(key);
    }

    /** The counters that were asked for by their keys. */
    SortedSet<StockKey> asked() {
        return asked;
    }

    @Override
    public void load(LoadScript script) {
        if (!asked.isEmpty()) {
            script.longs(
                    "stock_variants", asked.stream().map(StockKey::variantId).toList());
            script.ints(
                    "stock_locations", asked.stream().map(StockKey::locationId).toList());
        } else if (variants.isEmpty()) {
            return;
        }
        List<String> sql = new ArrayList<>();
        if (!opened.isEmpty()) {
            script.longs(
                            "opened_variants",
                            opened.stream().map(StockKey::variantId).toList())
                    .ints(
                            "opened_locations",
                            opened.stream().map(StockKey::locationId).toList());
            // Before any counter is locked, so that nobody who waits here holds one; the next statement sees them.
            sql.add(Movements.OPEN_MISSING);
            sql.add(";\n");
        }
        sql.add("""
                select\s""" + COLUMNS + """

                from #stock s where variant_id = any(""");
        sql.addAll(variants.sql(GIVEN_VARIANTS, !asked.isEmpty()));
        sql.add(") and location_id = any(");
        sql.addAll(locations.sql(GIVEN_LOCATIONS, !asked.isEmpty()));
        // The order of the key is that of the locks.
        sql.add(") order by variant_id, location_id for no key update");
        script.query(row -> add(read(row)), sql);
    }

    @Override
    public void save(Changes changes) {
        List<StockRow> moved = new ArrayList<>();
        List<LedgerRow> movements = new ArrayList<>();
        boolean transfers = false;
        for (StockRow row : rows.values()) {
            if (!row.movements().isEmpty()) {
                moved.add(row);
                for (LedgerRow entry : row.movements()) {
                    movements.add(entry);
                    transfers |= entry.transferId() != null;
                    changes.moved(
                            entry.kind(), Math.max(Math.abs(entry.stockDelta()), Math.abs(entry.reservedDelta())));
                }
            }
        }
        changes.add(COUNTERS, moved);
        changes.add(transfers ? LEDGER_WITH_TRANSFERS : LEDGER, movements);
    }

    /** Adds a counter that is locked. */
    public void add(StockRow row) {
        rows.put(row.key(), row);
    }

    /** A locked counter; null if it was not asked for, or there is none. */
    public @Nullable StockRow row(StockKey key) {
        return rows.get(key);
    }

    /** Reads a counter from its {@link #COLUMNS}. */
    public static StockRow read(ResultSet row) throws SQLException {
        return new StockRow(
                key(row),
                new StockRow.Supply(
                        row.getInt("safety_stock"),
                        row.getInt("backorder_limit"),
                        PreorderRow.read(row),
                        row.getBoolean("tracked")),
                row.getInt("stock_quantity"),
                row.getInt("reserved_quantity"),
                row.getInt("backordered_quantity"),
                row.getLong("version"));
    }

    /** The counter that a row with {@code variant_id} and {@code location_id} is about. */
    public static StockKey key(ResultSet row) throws SQLException {
        return new StockKey(row.getLong("variant_id"), row.getInt("location_id"));
    }
}
