package dev.holdfast.internal.transfer;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.StockTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The transfers between locations that a list of commands locks, and those that it begins. */
public final class TransfersTable implements Table {
    private static final String LOCK =
            TransferSql.SELECT + "where t.id = any(:locked_transfers) order by t.id for no key update of t";

    // Where the units of a transfer go never changes, so that it makes no difference when this is read.
    private static final String TO_VARIANTS = "select variant_id from #transfers where id = any(:locked_transfers)";
    private static final String TO_LOCATIONS =
            "select to_location_id from #transfers where id = any(:locked_transfers)";

    // Drawn before the decision, because the ledger names them: a refusal leaves a gap.
    private static final String DRAW =
            "select nextval('#transfer_ids') from generate_series(1, cast(:begun_transfers as int))";

    private static final TableWrite<TransferRow> BEGUN = TableWrite.of(
            "transfers_begun",
            "insert into #transfers ($columns) select $columns from $rows",
            bigint("id", TransferRow::id),
            bigint("variant_id", TransferRow::variantId),
            integer("from_location_id", TransferRow::fromLocationId),
            integer("to_location_id", TransferRow::toLocationId),
            integer("quantity", TransferRow::quantity),
            integer("received_quantity", TransferRow::receivedQuantity),
            integer("lost_quantity", TransferRow::lostQuantity),
            text("status", TransferRow::status),
            text("reference", TransferRow::reference),
            text("actor", TransferRow::actor),
            timestamptz("shipped_at", TransferRow::shippedAt),
            timestamptz("received_at", TransferRow::receivedAt));

    private static final TableWrite<TransferRow> CHANGED = TableWrite.of(
            "transfers_changed",
            """
            update #transfers t set received_quantity = n.received_quantity, lost_quantity = n.lost_quantity,
                                    status = n.status, received_at = n.received_at
            from $rows where t.id = n.id""",
            bigint("id", TransferRow::id),
            integer("received_quantity", TransferRow::receivedQuantity),
            integer("lost_quantity", TransferRow::lostQuantity),
            text("status", TransferRow::status),
            timestamptz("received_at", TransferRow::receivedAt));

    private final StockTable stock;
    private final BackordersTable backorders;
    private final SortedSet<Long> asked = new TreeSet<>();
    private final SortedMap<Long, TransferRow> loaded = new TreeMap<>();
    private final SortedMap<Long, TransferRow> rows = new TreeMap<>();
    private final List<TransferRow> begun = new ArrayList<>();
    private final Deque<Long> ids = new ArrayDeque<>();
    private int toBegin;

    /** Asks for the counters as well that the units of transfers go to, and for the orders that wait for units. */
    public TransfersTable(StockTable stock, BackordersTable backorders) {
        this.stock = stock;
        this.backorders = backorders;
    }

    /** Asks for a transfer, and for the counter that its units go to. */
    public void lock(long id) {
        asked.add(id);
        stock.lockSelected(TO_VARIANTS, TO_LOCATIONS);
        backorders.waitingForSelected(TO_VARIANTS);
    }

    /** Asks for the id of a transfer that may begin. */
    public void drawId() {
        toBegin++;
    }

    @Override
    public void load(LoadScript script) {
        if (!asked.isEmpty()) {
            script.longs("locked_transfers", asked).query(row -> add(read(row)), LOCK);
        }
        if (toBegin > 0) {
            script.value("begun_transfers", toBegin).query(row -> ids.add(row.getLong(1)), DRAW);
        }
    }

    @Override
    public void save(Changes changes) {
        changes.add(BEGUN, begun);
        changes.add(
                CHANGED,
                rows.values().stream()
                        .filter(row -> !row.equals(loaded.get(row.id())))
                        .toList());
    }

    /** Adds a transfer that is locked. */
    public void add(TransferRow row) {
        loaded.put(row.id(), row);
        rows.put(row.id(), row);
    }

    /** A locked transfer; null if it was not asked for, or there is none. */
    public @Nullable TransferRow row(long id) {
        return rows.get(id);
    }

    /** Writes a locked transfer. */
    public void put(TransferRow row) {
        rows.put(row.id(), row);
    }

    /** An id that was asked for. */
    public long nextId() {
        return ids.remove();
    }

    /** Begins a transfer. */
    public void begin(TransferRow row) {
        begun.add(row);
    }

    private static TransferRow read(ResultSet row) throws SQLException {
        return new TransferRow(
                row.getLong("id"),
                row.getLong("variant_id"),
                row.getInt("from_location_id"),
                row.getString("from_code"),
                row.getInt("to_location_id"),
                row.getString("to_code"),
                row.getInt("quantity"),
                row.getInt("received_quantity"),
                row.getInt("lost_quantity"),
                row.getString("reference"),
                row.getString("actor"),
                Rows.instant(row, "shipped_at"),
                Rows.optionalInstant(row, "received_at"));
    }
}
