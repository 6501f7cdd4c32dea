package dev.holdfast.internal.cart;

import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.stock.LocationList;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.StockTable;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.stock.VariantsTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** The items, held and expired, of the carts that a list of commands locks. */
public final class CartItemsTable implements Table {
    private static final String VARIANTS_OF_CARTS = """
            select unnest(array[variant_id, kit_id]) from #cart_items where cart_id = any(:carts)
            union all
            select variant_id from #expired_items where cart_id = any(:carts)""";

    private static final String HELD = """
            select cart_id, coalesce(item_id, id) as item_id, id, variant_id, location_id, product_id, category, quantity,
                   backordered_quantity, available_at, unit_price, min_unit_price, reserved_since, reserved_until, gift_rule,
                   metadata, kit_id, units_per_kit
            from #cart_items where cart_id = any(:carts)""";

    private static final String EXPIRED = """
            select cart_id, id, variant_id, location_id, quantity, reserved_since, expired_at, metadata
            from #expired_items where cart_id = any(:carts)""";

    private static final String OF_WHOLE_CARTS = "select $column from #cart_items where cart_id = any(:whole_carts)";

    // Their carts are locked already.
    private static final String OF_ITEMS = """
            select i.$column
            from (select unnest(cast(:item_carts as bigint[])) as cart_id, unnest(cast(:item_ids as int[])) as id) as n
            cross join lateral (
              select variant_id, location_id from #cart_items i where i.cart_id = n.cart_id and n.id in (i.id, i.item_id)
              union all
              select variant_id, location_id from #expired_items i where i.cart_id = n.cart_id and i.id = n.id
              offset 0) as i""";

    private static final String VARIANTS_OF_WHOLE = OF_WHOLE_CARTS.replace("$column", "variant_id");
    private static final String LOCATIONS_OF_WHOLE = OF_WHOLE_CARTS.replace("$column", "location_id");
    private static final String VARIANTS_OF_ITEMS = OF_ITEMS.replace("$column", "variant_id");
    private static final String LOCATIONS_OF_ITEMS = OF_ITEMS.replace("$column", "location_id");

    private static final String SOLD_LOCATIONS = "select unnest(cast(:sold_locations as int[]))";

    private record ItemKey(long cartId, int itemId) implements Comparable<ItemKey> {
        @Override
        public int compareTo(ItemKey other) {
            int byCart = Long.compare(cartId, other.cartId);
            return byCart != 0 ? byCart : Integer.compare(itemId, other.itemId);
        }
    }

    private final CartsTable carts;
    private final VariantsTable variants;
    private final StockTable stock;
    private final LocationList locations;
    private final SortedSet<Long> wholeCarts = new TreeSet<>();
    private final SortedSet<ItemKey> items = new TreeSet<>();

    /** Asks for the items of all carts that are asked for, and for the variants of those. */
    public CartItemsTable(CartsTable carts, VariantsTable variants, StockTable stock, LocationList locations) {
        this.carts = carts;
        this.variants = variants;
        this.stock = stock;
        this.locations = locations;
    }

    /** Asks for a cart and its items. */
    public void lockCart(long cartId) {
        carts.lock(cartId);
        variants.readSelected(VARIANTS_OF_CARTS);
    }

    /** Asks for the stock of every item that a cart holds. */
    public void lockStockOf(long cartId) {
        wholeCarts.add(cartId);
        stock.lockSelected(VARIANTS_OF_WHOLE, LOCATIONS_OF_WHOLE);
    }

    /** Asks for the stock of one item, held or expired, also where more of it could come from. */
    public void lockStockOf(long cartId, int itemId) {
        items.add(new ItemKey(cartId, itemId));
        stock.lockSelected(VARIANTS_OF_ITEMS, LOCATIONS_OF_ITEMS);
        stock.lockSelected(VARIANTS_OF_ITEMS, SOLD_LOCATIONS);
    }

    @Override
    public void load(LoadScript script) {
        if (carts.asked().isEmpty()) {
            return;
        }
        if (!wholeCarts.isEmpty()) {
            script.longs("whole_carts", wholeCarts);
        }
        if (!items.isEmpty()) {
            script.longs("item_carts", items.stream().map(ItemKey::cartId).toList());
            script.ints("item_ids", items.stream().map(ItemKey::itemId).toList());
            script.ints(
                    "sold_locations",
                    locations.soldFrom().stream().map(LocationRow::id).toList());
        }
        script.query(this::addHeld, HELD).query(this::addExpired, EXPIRED);
    }

    // A cart that was created after the locks were asked for is not among them, and does not exist for these commands.
    private void addHeld(ResultSet row) throws SQLException {
        LockedCart cart = carts.row(row.getLong("cart_id"));
        if (cart != null) {
            Hold hold = hold(row, "id");
            VariantRow variant = Objects.requireNonNull(variants.row(hold.itemVariantId()));
            cart.load(held(row, hold, variant.sku(), variant.name()));
        }
    }

    private void addExpired(ResultSet row) throws SQLException {
        LockedCart cart = carts.row(row.getLong("cart_id"));
        if (cart != null) {
            VariantRow variant = Objects.requireNonNull(variants.row(row.getLong("variant_id")));
            cart.load(new ExpiredItemRow(
                    row.getInt("id"),
                    StockTable.key(row),
                    row.getInt("quantity"),
                    Rows.optionalInstant(row, "reserved_since"),
                    Rows.instant(row, "expired_at"),
                    variant.sku(),
                    variant.name(),
                    MetadataJson.read(row.getString("metadata"))));
        }
    }

    /** An item, from the columns of one of its rows. */
    public static CartItemRow held(ResultSet row, String sku, String name) throws SQLException {
        return held(row, hold(row, "id"), sku, name);
    }

    private static CartItemRow held(ResultSet row, Hold hold, String sku, String name) throws SQLException {
        return new CartItemRow(
                row.getInt("item_id"),
                List.of(hold),
                row.getLong("product_id"),
                row.getString("category"),
                row.getLong("unit_price"),
                Rows.optionalLong(row, "min_unit_price"),
                Rows.instant(row, "reserved_since"),
                Rows.instant(row, "reserved_until"),
                sku,
                name,
                MetadataJson.read(row.getString("metadata")),
                row.getString("gift_rule"));
    }

    /**
     * Units that a counter holds, from the columns of a row.
     *
     * @param id the name of the column that has the id of the row
     */
    public static Hold hold(ResultSet row, String id) throws SQLException {
        Long kitId = Rows.optionalLong(row, "kit_id");
        return new Hold(
                row.getInt(id),
                StockTable.key(row),
                row.getInt("quantity"),
                row.getInt("backordered_quantity"),
                Rows.optionalInstant(row, "available_at"),
                kitId == null ? null : new Hold.Part(kitId, row.getInt("units_per_kit")));
    }

    @Override
    public void save(Changes changes) {
        CartItemWrites.save(changes, carts.rows());
    }
}
