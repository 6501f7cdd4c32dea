package dev.holdfast.internal.cart;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.sql.TableWrite.Column;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Writes the items of carts, held and expired, that differ from those that were loaded. */
final class CartItemWrites {
    private record OfCart<R>(long cartId, R row) {}

    private static final TableWrite<OfCart<CartItemRow>> REMOVED = TableWrite.of(
            "items_removed",
            "delete from #cart_items i using $rows where i.cart_id = n.cart_id and i.id = n.id",
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().rowId()));

    // The first row of an item may change its counter; no row changes its variant.
    private static final String CHANGE = """
            update #cart_items i set location_id = n.location_id, product_id = n.product_id, category = n.category,
                   quantity = n.quantity, backordered_quantity = n.backordered_quantity, available_at = n.available_at,
                   unit_price = n.unit_price, min_unit_price = n.min_unit_price, reserved_since = n.reserved_since, $metadata reserved_until = n.reserved_until
            from $rows where i.cart_id = n.cart_id and i.id = n.id""";

    private static final List<Column<OfCart<CartItemRow>>> CHANGING = List.of(
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().rowId()),
            integer("location_id", of -> of.row().row().key().locationId()),
            bigint("product_id", of -> of.row().productId()),
            text("category", of -> of.row().category()),
            integer("quantity", of -> of.row().row().quantity()),
            integer("backordered_quantity", of -> of.row().row().backordered()),
            timestamptz("available_at", of -> of.row().availableAt()),
            bigint("unit_price", of -> of.row().unitPrice()),
            bigint("min_unit_price", of -> of.row().minUnitPrice()),
            timestamptz("reserved_since", of -> of.row().reservedSince()),
            timestamptz("reserved_until", of -> of.row().reservedUntil()));

    private static final Column<OfCart<CartItemRow>> METADATA =
            jsonb("metadata", of -> MetadataJson.write(of.row().metadata()));

    // Most items have no metadata, and a put of those says nothing about it.
    private static final TableWrite<OfCart<CartItemRow>> CHANGED =
            TableWrite.of("items_changed", CHANGE.replace("$metadata ", ""), CHANGING);

    private static final TableWrite<OfCart<CartItemRow>> CHANGED_WITH_METADATA = TableWrite.of(
            "items_changed_with_metadata",
            CHANGE.replace("$metadata", "metadata = n.metadata,"),
            with(CHANGING, METADATA));

    private static final String ADD = "insert into #cart_items ($columns) select $columns from $rows";

    private static final List<Column<OfCart<CartItemRow>>> ADDING = List.of(
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().rowId()),
            integer("item_id", of -> of.row().id()),
            bigint("variant_id", of -> of.row().row().key().variantId()),
            integer("location_id", of -> of.row().row().key().locationId()),
            bigint("product_id", of -> of.row().productId()),
            text("category", of -> of.row().category()),
            integer("quantity", of -> of.row().row().quantity()),
            integer("backordered_quantity", of -> of.row().row().backordered()),
            timestamptz("available_at", of -> of.row().availableAt()),
            bigint("unit_price", of -> of.row().unitPrice()),
            bigint("min_unit_price", of -> of.row().minUnitPrice()),
            timestamptz("reserved_since", of -> of.row().reservedSince()),
            timestamptz("reserved_until", of -> of.row().reservedUntil()),
            text("gift_rule", of -> of.row().giftRule()));

    private static final TableWrite<OfCart<CartItemRow>> ADDED = TableWrite.of("items_added", ADD, ADDING);

    private static final TableWrite<OfCart<CartItemRow>> ADDED_WITH_METADATA =
            TableWrite.of("items_added_with_metadata", ADD, with(ADDING, METADATA));

    // Hardly any cart has a kit, and the rows of all others say nothing about it.
    private static final TableWrite<OfCart<CartItemRow>> COMPONENTS_ADDED = TableWrite.of(
            "components_added",
            ADD,
            with(
                    with(
                            with(ADDING, METADATA),
                            bigint("kit_id", of -> part(of.row()).kitId())),
                    integer("units_per_kit", of -> part(of.row()).units())));

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_REMOVED = TableWrite.of(
            "expired_removed",
            "delete from #expired_items i using $rows where i.cart_id = n.cart_id and i.id = n.id",
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().id()));

    private static final Column<OfCart<ExpiredItemRow>> EXPIRED_METADATA =
            jsonb("metadata", of -> MetadataJson.write(of.row().metadata()));

    private static final String CHANGE_EXPIRED = """
            update #expired_items i set $metadata quantity = n.quantity
            from $rows where i.cart_id = n.cart_id and i.id = n.id""";

    private static final List<Column<OfCart<ExpiredItemRow>>> CHANGING_EXPIRED = List.of(
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().id()),
            integer("quantity", of -> of.row().quantity()));

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_CHANGED =
            TableWrite.of("expired_changed", CHANGE_EXPIRED.replace("$metadata ", ""), CHANGING_EXPIRED);

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_CHANGED_WITH_METADATA = TableWrite.of(
            "expired_changed_with_metadata",
            CHANGE_EXPIRED.replace("$metadata", "metadata = n.metadata,"),
            with(CHANGING_EXPIRED, EXPIRED_METADATA));

    // Another of the counters that held the item may have been freed before.
    private static final String ADD_EXPIRED = """
            insert into #expired_items as e ($columns) select $columns from $rows
            on conflict (cart_id, id) do update set quantity = e.quantity + excluded.quantity""";

    private static final List<Column<OfCart<ExpiredItemRow>>> ADDING_EXPIRED = List.of(
            bigint("cart_id", OfCart::cartId),
            integer("id", of -> of.row().id()),
            bigint("variant_id", of -> of.row().key().variantId()),
            integer("location_id", of -> of.row().key().locationId()),
            integer("quantity", of -> of.row().quantity()),
            timestamptz("reserved_since", of -> of.row().reservedSince()),
            timestamptz("expired_at", of -> of.row().expiredAt()));

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_ADDED =
            TableWrite.of("expired_added", ADD_EXPIRED, ADDING_EXPIRED);

    private static final TableWrite<OfCart<ExpiredItemRow>> EXPIRED_ADDED_WITH_METADATA =
            TableWrite.of("expired_added_with_metadata", ADD_EXPIRED, with(ADDING_EXPIRED, EXPIRED_METADATA));

    private CartItemWrites() {}

    // Rows are removed before others are added, which may be of the same variant.
    static void save(Changes changes, Collection<LockedCart> carts) {
        Difference<CartItemRow> held = new Difference<>(CartItemRow::rowId, CartItemRow::metadata);
        Difference<ExpiredItemRow> expired = new Difference<>(ExpiredItemRow::id, ExpiredItemRow::metadata);
        for (LockedCart cart : carts) {
            held.add(cart.id(), rows(cart.loadedItems()), rows(cart.items()));
            expired.add(cart.id(), cart.loadedExpired().values(), cart.expired().values());
        }
        List<OfCart<CartItemRow>> components = Stream.concat(held.added.stream(), held.addedWithMetadata.stream())
                .filter(CartItemWrites::isComponent)
                .toList();
        changes.add(REMOVED, held.removed);
        changes.add(CHANGED, held.changed);
        changes.add(CHANGED_WITH_METADATA, held.changedWithMetadata);
        changes.add(ADDED, without(held.added, components));
        changes.add(ADDED_WITH_METADATA, without(held.addedWithMetadata, components));
        changes.add(COMPONENTS_ADDED, components);
        changes.add(EXPIRED_REMOVED, expired.removed);
        changes.add(EXPIRED_CHANGED, expired.changed);
        changes.add(EXPIRED_CHANGED_WITH_METADATA, expired.changedWithMetadata);
        changes.add(EXPIRED_ADDED, expired.added);
        changes.add(EXPIRED_ADDED_WITH_METADATA, expired.addedWithMetadata);
    }

    private static boolean isComponent(OfCart<CartItemRow> of) {
        return of.row().row().part() != null;
    }

    private static Hold.Part part(CartItemRow row) {
        return Objects.requireNonNull(row.row().part());
    }

    private static List<OfCart<CartItemRow>> without(
            List<OfCart<CartItemRow>> rows, List<OfCart<CartItemRow>> components) {
        return components.isEmpty()
                ? rows
                : rows.stream().filter(of -> !isComponent(of)).toList();
    }

    private static Collection<CartItemRow> rows(Map<Integer, CartItemRow> items) {
        for (CartItemRow item : items.values()) {
            if (item.holds().size() > 1) {
                return items.values().stream()
                        .flatMap(any -> any.rows().stream())
                        .toList();
            }
        }
        return items.values();
    }

    private static <R> List<Column<R>> with(List<Column<R>> columns, Column<R> another) {
        return Stream.concat(columns.stream(), Stream.of(another)).toList();
    }

    private static final class Difference<R> {
        final List<OfCart<R>> removed = new ArrayList<>();
        final List<OfCart<R>> changed = new ArrayList<>();
        final List<OfCart<R>> changedWithMetadata = new ArrayList<>();
        final List<OfCart<R>> added = new ArrayList<>();
        final List<OfCart<R>> addedWithMetadata = new ArrayList<>();
        private final ToIntFunction<R> id;
        private final Function<R, Map<String, Object>> metadata;

        Difference(ToIntFunction<R> id, Function<R, Map<String, Object>> metadata) {
            this.id = id;
            this.metadata = metadata;
        }

        void add(long cartId, Collection<R> before, Collection<R> after) {
            Map<Integer, R> left = new LinkedHashMap<>();
            before.forEach(row -> left.put(id.applyAsInt(row), row));
            for (R row : after) {
                R was = left.remove(id.applyAsInt(row));
                Map<String, Object> now = metadata.apply(row);
                if (was == null) {
                    (now.isEmpty() ? added : addedWithMetadata).add(new OfCart<>(cartId, row));
                } else if (!was.equals(row)) {
                    (now.equals(metadata.apply(was)) ? changed : changedWithMetadata).add(new OfCart<>(cartId, row));
                }
            }
            left.values().forEach(row -> removed.add(new OfCart<>(cartId, row)));
        }
    }
}
