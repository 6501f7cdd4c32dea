package dev.holdfast.internal.stock;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.KeyArray;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The units of orders that wait for stock. They are rows of their counters, and change under those locks alone. */
public final class BackordersTable implements Table {
    private static final String GIVEN_VARIANTS = "cast(:filled_variants as bigint[])";

    private record Key(long orderId, int itemId, StockKey counter) {
        // An order that is being placed is younger than all others, and has its place, negative, for an id.
        static final Comparator<Key> OLDEST_FIRST = Comparator.<Key, Boolean>comparing(key -> key.orderId < 0)
                .thenComparing(key -> Math.abs(key.orderId))
                .thenComparing(Key::itemId)
                .thenComparing(Key::counter);
    }

    private static final TableWrite<BackorderRow> PLACED = TableWrite.<BackorderRow>of(
                    "backorders_written",
                    "insert into #backorders ($columns, placed_at) select $columns, saved.at from saved cross join $rows",
                    bigint("order_id", BackorderRow::orderId),
                    integer("item_id", BackorderRow::itemId),
                    bigint("variant_id", row -> row.key().variantId()),
                    integer("location_id", row -> row.key().locationId()),
                    integer("quantity", BackorderRow::quantity),
                    timestamptz("available_at", BackorderRow::availableAt))
            .withDrawn("order_id");

    private static final String FOUND =
            "b.order_id = n.order_id and b.item_id = n.item_id and b.variant_id = n.variant_id and b.location_id = n.location_id";

    private static final TableWrite<Map.Entry<Key, Integer>> CHANGED = TableWrite.of(
            "backorders_changed",
            """
            update #backorders b set quantity = n.quantity
            from $rows where\s""" + FOUND,
            bigint("order_id", entry -> entry.getKey().orderId()),
            integer("item_id", entry -> entry.getKey().itemId()),
            bigint("variant_id", entry -> entry.getKey().counter().variantId()),
            integer("location_id", entry -> entry.getKey().counter().locationId()),
            integer("quantity", Map.Entry::getValue));

    private static final TableWrite<Map.Entry<Key, Integer>> ENDED = TableWrite.of(
            "backorders_ended",
            "delete from #backorders b using $rows where " + FOUND,
            bigint("order_id", entry -> entry.getKey().orderId()),
            integer("item_id", entry -> entry.getKey().itemId()),
            bigint("variant_id", entry -> entry.getKey().counter().variantId()),
            integer("location_id", entry -> entry.getKey().counter().locationId()));

    private final SortedSet<Long> asked = new TreeSet<>();
    private final KeyArray variants = new KeyArray();
    private final SortedMap<Key, BackorderRow> rows = new TreeMap<>(Key.OLDEST_FIRST);
    private final SortedMap<Key, BackorderRow> placed = new TreeMap<>(Key.OLDEST_FIRST);
    private final SortedMap<Key, Integer> changed = new TreeMap<>(Key.OLDEST_FIRST);

    /** Asks for what waits for units of a variant, whose counters must be asked for as well. */
    public void waitingFor(long variantId) {
        asked.add(variantId);
    }

    /** Asks for what waits for units of the variants that a select names. */
    public void waitingForSelected(String selectVariants) {
        variants.add(selectVariants);
    }

    @Override
    public void load(LoadScript script) {
        if (!asked.isEmpty()) {
            script.longs("filled_variants", asked);
        } else if (variants.isEmpty()) {
            return;
        }
        script.query(
                row -> {
                    BackorderRow waiting = new BackorderRow(
                            row.getLong("order_id"),
                            row.getInt("item_id"),
                            StockTable.key(row),
                            row.getInt("quantity"),
                            Rows.optionalInstant(row, "available_at"));
                    rows.put(new Key(waiting.orderId(), waiting.itemId(), waiting.key()), waiting);
                },
                List.of(
                        "select order_id, item_id, variant_id, location_id, quantity, available_at\nfrom #backorders where variant_id = any(",
                        String.join("", variants.sql(GIVEN_VARIANTS, !asked.isEmpty())),
                        ")"));
    }

    /** What waits for units of a locked counter, oldest order first, as decided so far. */
    public List<BackorderRow> of(StockKey key) {
        return Stream.concat(rows.values().stream(), placed.values().stream())
                .filter(row -> row.key().equals(key))
                .toList();
    }

    /** How many units wait in sum. */
    public int units(StockKey key) {
        return of(key).stream().mapToInt(BackorderRow::quantity).sum();
    }

    /** Adds what an item waits for of an order that is being placed, which is younger than all others. */
    public void place(BackorderRow row) {
        placed.put(new Key(row.orderId(), row.itemId(), row.key()), row);
    }

    /** Changes how many units of a counter an item of an order waits for; 0 for none. */
    public void put(long orderId, int itemId, StockKey counter, int quantity) {
        Key key = new Key(orderId, itemId, counter);
        boolean isPlaced = placed.containsKey(key);
        (isPlaced ? placed : rows).computeIfPresent(key, (any, row) -> quantity == 0 ? null : row.with(quantity));
        if (!isPlaced) {
            changed.put(key, quantity);
        }
    }

    @Override
    public void save(Changes changes) {
        changes.add(PLACED, List.copyOf(placed.values()));
        changes.add(
                CHANGED,
                changed.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .toList());
        changes.add(
                ENDED,
                changed.entrySet().stream()
                        .filter(entry -> entry.getValue() == 0)
                        .toList());
    }
}
