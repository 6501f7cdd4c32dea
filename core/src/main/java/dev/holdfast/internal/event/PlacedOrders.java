package dev.holdfast.internal.event;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads orders as they were placed, which never changes. Amounts are texts in units of the currency. */
public final class PlacedOrders {
    private static final String READ = """
            select o.id, o.number, o.cart_id, o.user_id, o.user_tier, o.promo_codes, o.currency, o.subtotal, o.charge_total,
                   o.discount_total, o.total, o.email, o.reference, o.metadata, o.pay_by,
                   (select json_agg(json_build_object(
                             'id', i.id, 'variant_id', i.variant_id, 'sku', i.sku, 'name', i.name,
                             'quantity', i.quantity, 'unit_price', i.unit_price, 'subtotal', i.subtotal,
                             'discount', i.discount, 'total', i.total, 'gift_rule', i.gift_rule) order by i.id)
                    from #order_items i where i.order_id = o.id) as items,
                   (select json_agg(json_build_object(
                             'code', c.code, 'name', c.name, 'amount', c.amount, 'discount', c.discount,
                             'total', c.total) order by c.code collate "C")
                    from #order_charges c where c.order_id = o.id) as charges
            from #orders o where o.id = any(:orders)""";

    private PlacedOrders() {}

    /** Reads orders, by id. */
    public static Map<Long, Map<String, @Nullable Object>> read(Handle handle, Collection<Long> orderIds) {
        Map<Long, Map<String, @Nullable Object>> orders = new HashMap<>();
        if (!orderIds.isEmpty()) {
            handle.createQuery(READ)
                    .bind("orders", orderIds.toArray(Long[]::new))
                    .map((row, context) -> order(row))
                    .forEach(order -> orders.put((Long) order.get("id"), order));
        }
        return orders;
    }

    private static Map<String, @Nullable Object> order(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Map<String, @Nullable Object> order = new LinkedHashMap<>();
        order.put("id", row.getLong("id"));
        order.put("number", row.getString("number"));
        order.put("cart_id", row.getLong("cart_id"));
        order.put("user_id", row.getString("user_id"));
        order.put("user_tier", row.getString("user_tier"));
        order.put("promo_codes", List.of((String[]) row.getArray("promo_codes").getArray()));
        order.put("currency", currency.getCurrencyCode());
        for (String name : List.of("subtotal", "charge_total", "discount_total", "total")) {
            order.put(name, EventRow.amount(row.getLong(name), currency));
        }
        order.put("email", row.getString("email"));
        order.put("reference", row.getString("reference"));
        order.put("metadata", MetadataJson.read(row.getString("metadata")));
        Instant payBy = Rows.optionalInstant(row, "pay_by");
        order.put("pay_by", payBy == null ? null : payBy.toString());
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        for (JsonRow item : JsonRow.list(row.getString("items"))) {
            items.add(item(item, currency));
        }
        order.put("items", items);
        List<Map<String, @Nullable Object>> charges = new ArrayList<>();
        for (JsonRow charge : JsonRow.list(row.getString("charges"))) {
            charges.add(charge(charge, currency));
        }
        order.put("charges", charges);
        return order;
    }

    private static Map<String, @Nullable Object> item(JsonRow row, Currency currency) {
        Map<String, @Nullable Object> item = new LinkedHashMap<>();
        item.put("id", row.number("id"));
        item.put("variant_id", row.number("variant_id"));
        item.put("sku", row.text("sku"));
        item.put("name", row.text("name"));
        item.put("quantity", row.number("quantity"));
        for (String name : List.of("unit_price", "subtotal", "discount", "total")) {
            item.put(name, EventRow.amount(row.number(name), currency));
        }
        item.put("gift_rule", row.optionalText("gift_rule"));
        return item;
    }

    private static Map<String, @Nullable Object> charge(JsonRow row, Currency currency) {
        Map<String, @Nullable Object> charge = new LinkedHashMap<>();
        charge.put("code", row.text("code"));
        charge.put("name", row.optionalText("name"));
        for (String name : List.of("amount", "discount", "total")) {
            charge.put(name, EventRow.amount(row.number(name), currency));
        }
        return charge;
    }
}
