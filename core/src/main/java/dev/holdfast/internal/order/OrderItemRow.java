package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_items}; amounts are in minor units of the order's currency.
 *
 * @param sources where its units came from, in the order in which they were taken; at least one. Those of a kit are of its
 *     components
 * @param minUnitPrice the price of a unit below which no rule went; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 * @param units its units by what they were charged; one entry if all were charged alike
 */
public record OrderItemRow(
        int id,
        long variantId,
        List<OrderSource> sources,
        long productId,
        @Nullable String category,
        String sku,
        String name,
        int quantity,
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
                      'location', (select l.code from #locations l where l.id = i.location_id),
                      'sources', (
                        select json_agg(json_build_object(
                                 'variant_id', s.variant_id, 'location_id', s.location_id, 'location', l.code,
                                 'quantity', s.quantity, 'given_back', s.given_back,
                                 'per_item', s.units_per_item) order by s.position)
                        from #order_sources s join #locations l on l.id = s.location_id
                        where s.order_id = i.order_id and s.item_id = i.id),
                      'product_id', i.product_id, 'category', i.category, 'sku', i.sku, 'name', i.name,
                      'quantity', i.quantity, 'backordered', (
                        select json_agg(json_build_object(
                                 'variant_id', b.variant_id, 'location_id', b.location_id, 'quantity', b.quantity,
                                 'available_at', b.available_at))
                        from #backorders b where b.order_id = i.order_id and b.item_id = i.id),
                      'unit_price', i.unit_price, 'min_unit_price', i.min_unit_price,
                      'subtotal', i.subtotal,
                      'discount', i.discount, 'total', i.total, 'units', i.units, 'gift_rule', i.gift_rule,
                      'metadata', i.metadata,
                      'explanation', i.explanation) order by i.id), '[]')
             from #order_items i where i.order_id = o.id) as items""";

    static OrderItemRow of(NewOrder.Item item) {
        return new OrderItemRow(
                item.row().id(),
                item.row().variantId(),
                item.sources(),
                item.row().productId(),
                item.row().category(),
                item.row().sku(),
                item.row().name(),
                item.row().quantity(),
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
        return new OrderItemRow(
                (int) row.number("id"),
                row.number("variant_id"),
                sources(row),
                row.number("product_id"),
                row.optionalText("category"),
                row.text("sku"),
                row.text("name"),
                (int) row.number("quantity"),
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

    private static List<OrderSource> sources(JsonRow item) {
        Map<StockKey, JsonRow> backordered = new HashMap<>();
        item.rows("backordered").forEach(row -> backordered.put(key(row), row));
        List<JsonRow> several = item.rows("sources");
        return several.isEmpty()
                ? List.of(source(item, 0, backordered, 1))
                : several.stream()
                        .map(row ->
                                source(row, (int) row.number("given_back"), backordered, (int) row.number("per_item")))
                        .toList();
    }

    private static OrderSource source(JsonRow row, int givenBack, Map<StockKey, JsonRow> backordered, int perItem) {
        StockKey key = key(row);
        JsonRow waiting = backordered.get(key);
        return new OrderSource(
                key,
                row.text("location"),
                (int) row.number("quantity"),
                givenBack,
                waiting == null ? 0 : (int) waiting.number("quantity"),
                waiting == null ? null : waiting.optionalInstant("available_at"),
                perItem);
    }

    private static StockKey key(JsonRow row) {
        return new StockKey(row.number("variant_id"), (int) row.number("location_id"));
    }

    /** Whether it says of each source how much came back there; otherwise the corrections of the order say it of the one. */
    boolean hasCountedSources() {
        return hasCountedSources(variantId, sources);
    }

    /** The same of an item of a variant: it has several sources, or is a kit. */
    static boolean hasCountedSources(long variantId, List<OrderSource> sources) {
        return sources.size() > 1 || sources.get(0).key().variantId() != variantId;
    }

    /** Units of it that wait for stock now. */
    public int backordered() {
        return sources.stream().mapToInt(OrderSource::backordered).sum();
    }

    /** Units of those that were promised for a time. */
    public int preordered() {
        return sources.stream().mapToInt(OrderSource::preordered).sum();
    }

    /** When all of them are there, as it was promised; null if there are none. */
    public @Nullable Instant availableAt() {
        return sources.stream()
                .map(OrderSource::availableAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The item with something else about the source of a counter. */
    OrderItemRow with(StockKey key, UnaryOperator<OrderSource> change) {
        List<OrderSource> changed = sources.stream()
                .map(source -> source.key().equals(key) ? change.apply(source) : source)
                .toList();
        return new OrderItemRow(
                id,
                variantId,
                changed,
                productId,
                category,
                sku,
                name,
                quantity,
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
