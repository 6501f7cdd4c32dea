package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_items}; amounts are in minor units of the order's currency.
 *
 * @param backordered units of it that wait for stock now
 * @param minUnitPrice the price of a unit below which no rule went; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 * @param units its units by what they were charged; one entry if all were charged alike
 */
public record OrderItemRow(
        int id,
        StockKey key,
        long productId,
        @Nullable String category,
        String sku,
        String name,
        int quantity,
        int backordered,
        long unitPrice,
        @Nullable Long minUnitPrice,
        long subtotal,
        long discount,
        long total,
        List<OrderUnits> units,
        @Nullable String giftRule,
        Map<String, Object> metadata,
        List<RuleOutcome> explanation) {
    /** SQL for the items of the order {@code o} as one JSON column. */
    static final String COLUMN = """
            (select coalesce(json_agg(json_build_object(
                      'id', i.id, 'variant_id', i.variant_id, 'location_id', i.location_id,
                      'product_id', i.product_id, 'category', i.category, 'sku', i.sku, 'name', i.name,
                      'quantity', i.quantity, 'backordered', (
                        select b.quantity from #backorders b where b.order_id = i.order_id and b.item_id = i.id),
                      'unit_price', i.unit_price, 'min_unit_price', i.min_unit_price,
                      'subtotal', i.subtotal,
                      'discount', i.discount, 'total', i.total, 'units', i.units, 'gift_rule', i.gift_rule,
                      'metadata', i.metadata,
                      'explanation', i.explanation) order by i.id), '[]')
             from #order_items i where i.order_id = o.id) as items""";

    static OrderItemRow of(NewOrder.Item item) {
        return new OrderItemRow(
                item.row().id(),
                item.row().key(),
                item.row().productId(),
                item.row().category(),
                item.row().sku(),
                item.row().name(),
                item.row().quantity(),
                item.backordered(),
                item.row().unitPrice(),
                item.row().minUnitPrice(),
                item.quoted().subtotal().minor(),
                item.quoted().discount().minor(),
                item.quoted().total().minor(),
                OrderUnits.of(item.quoted().units()),
                item.row().giftRule(),
                item.row().metadata(),
                OrderRow.applied(item.quoted().explanation()));
    }

    static OrderItemRow of(JsonRow row) {
        Long backordered = row.optionalNumber("backordered");
        return new OrderItemRow(
                (int) row.number("id"),
                new StockKey(row.number("variant_id"), (int) row.number("location_id")),
                row.number("product_id"),
                row.optionalText("category"),
                row.text("sku"),
                row.text("name"),
                (int) row.number("quantity"),
                backordered == null ? 0 : backordered.intValue(),
                row.number("unit_price"),
                row.optionalNumber("min_unit_price"),
                row.number("subtotal"),
                row.number("discount"),
                row.number("total"),
                OrderUnits.read(row),
                row.optionalText("gift_rule"),
                row.metadata("metadata"),
                row.outcomes("explanation"));
    }

    /** The item with another number of units that wait for stock. */
    OrderItemRow waiting(int waiting) {
        return new OrderItemRow(
                id,
                key,
                productId,
                category,
                sku,
                name,
                quantity,
                waiting,
                unitPrice,
                minUnitPrice,
                subtotal,
                discount,
                total,
                units,
                giftRule,
                metadata,
                explanation);
    }
}
