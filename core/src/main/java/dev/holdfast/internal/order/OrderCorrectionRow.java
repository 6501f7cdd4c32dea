package dev.holdfast.internal.order;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code order_corrections} with its items and charges; amounts are in minor units of the order's currency.
 *
 * @param id counts the corrections of the order, from 1
 * @param kind {@link #CANCELLATION}, {@link #RETURN} or {@link #FULFILMENT}
 * @param refundable what the total would fall by if nothing were kept back
 * @param refundTotal what the total falls by
 * @param promoUsesReturned whether the order's uses of stored promo codes were given back with it
 */
public record OrderCorrectionRow(
        int id,
        String kind,
        @Nullable String reason,
        @Nullable String reference,
        long refundable,
        long refundTotal,
        boolean promoUsesReturned,
        @Nullable String actor,
        Instant createdAt,
        List<Item> items,
        List<Charge> charges) {
    /** Units that were not fulfilled leave the order. */
    public static final String CANCELLATION = "cancellation";

    /** Units that were fulfilled come back. */
    public static final String RETURN = "return";

    /** Units reach the buyer. */
    public static final String FULFILMENT = "fulfilment";

    /** Units that came back and can be sold again. */
    public static final String SELLABLE = "sellable";

    /**
     * Units of an item.
     *
     * @param condition {@link #SELLABLE} or {@code damaged}; null where nothing comes back from the buyer
     * @param units which of the item's units they are; empty where that was not said
     * @param charged what the units were charged
     * @param refund their share of what the total falls by
     */
    public record Item(
            int itemId, int quantity, @Nullable String condition, List<Units> units, long charged, long refund) {
        private static Item of(JsonRow row) {
            return new Item(
                    (int) row.number("item_id"),
                    (int) row.number("quantity"),
                    row.optionalText("condition"),
                    row.rows("units").stream()
                            .map(units -> new Units((int) units.number("group"), (int) units.number("quantity")))
                            .toList(),
                    row.number("charged"),
                    row.number("refund"));
        }

        @Nullable
        String writeUnits() {
            return units.isEmpty()
                    ? null
                    : JsonTree.write(units.stream().map(Units::tree).toList());
        }
    }

    /** So many of the units of a group, which is named by its place among the item's groups, from 0. */
    public record Units(int group, int quantity) {
        private Map<String, Object> tree() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("group", group);
            object.put("quantity", quantity);
            return object;
        }
    }

    /** A charge. */
    public record Charge(String code, long charged, long refund) {}

    /** SQL for the corrections of the order {@code o} as one JSON column. */
    static final String COLUMN = """
            (select json_agg(json_build_object(
                      'id', k.id, 'kind', k.kind, 'reason', k.reason, 'reference', k.reference,
                      'refundable', k.refundable, 'refund_total', k.refund_total,
                      'promo_uses_returned', k.promo_uses_returned, 'actor', k.actor, 'created_at', k.created_at,
                      'items', (select json_agg(json_build_object(
                                         'item_id', i.item_id, 'quantity', i.quantity, 'condition', i.condition,
                                         'units', i.units, 'charged', i.charged, 'refund', i.refund)
                                         order by i.position)
                                from #order_correction_items i
                                where i.order_id = k.order_id and i.correction_id = k.id),
                      'charges', (select json_agg(json_build_object(
                                           'code', c.code, 'charged', c.charged, 'refund', c.refund)
                                           order by c.code collate "C")
                                  from #order_correction_charges c
                                  where c.order_id = k.order_id and c.correction_id = k.id)) order by k.id)
             from #order_corrections k where k.order_id = o.id) as corrections""";

    static OrderCorrectionRow of(JsonRow row) {
        return new OrderCorrectionRow(
                (int) row.number("id"),
                row.text("kind"),
                row.optionalText("reason"),
                row.optionalText("reference"),
                row.number("refundable"),
                row.number("refund_total"),
                row.bool("promo_uses_returned"),
                row.optionalText("actor"),
                row.instant("created_at"),
                row.rows("items").stream().map(Item::of).toList(),
                row.rows("charges").stream()
                        .map(charge ->
                                new Charge(charge.text("code"), charge.number("charged"), charge.number("refund")))
                        .toList());
    }
}
