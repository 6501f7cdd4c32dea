package dev.holdfast.internal.checkout;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.CartExtras;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartNotes;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Charge;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.json.JsonTree;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The frozen terms of a checkout session, as JSON: the items, and everything that their price depends on. The price is
 * calculated from them anew and never stored, so that it explains itself like that of a cart.
 *
 * @param bought the cart as if it held nothing but the items
 * @param notes that go with the order
 */
public record SessionTerms(CartSnapshot bought, OrderNotes notes) {
    // They are priced, and never shown as a cart.
    private static final String NO_TOKEN = "";

    /** The same with items that are held until a time. */
    public SessionTerms until(Instant time) {
        List<CartItemRow> items = bought.items().stream()
                .map(item -> item.with(item.holds(), time))
                .toList();
        return new SessionTerms(
                new CartSnapshot(bought.head(), items, List.of(), bought.storedCodes(), bought.ordersPlaced()), notes);
    }

    /** Writes them. */
    public String write() {
        CartHead head = bought.head();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("user_id", head.userId());
        tree.put("user_tier", head.userTier());
        tree.put("promo_codes", head.promoCodes());
        tree.put(
                "stored_codes",
                bought.storedCodes().stream()
                        .filter(code -> code.reason() == null)
                        .map(SessionTerms::tree)
                        .toList());
        tree.put("orders_placed", bought.ordersPlaced());
        tree.put("currency", head.currency().getCurrencyCode());
        tree.put("book_token", head.bookToken());
        tree.put("priced_at", head.pricedAt().toString());
        tree.put("policy", head.policy());
        tree.put("attributes", head.extras().attributes());
        tree.put(
                "charges",
                head.extras().charges().stream().map(SessionTerms::tree).toList());
        tree.put("items", bought.items().stream().map(SessionTerms::tree).toList());
        tree.put("email", notes.email());
        tree.put("reference", notes.reference());
        tree.put("metadata", notes.metadata());
        return JsonTree.write(tree);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param until when the items are no longer held for the session
     */
    static SessionTerms read(long cartId, String json, Instant begun, Instant until) {
        JsonRow row = JsonRow.object(json);
        Currency currency = Currency.getInstance(row.text("currency"));
        List<Charge> charges = row.rows("charges").stream()
                .map(charge -> new Charge(charge.text("code"), charge.optionalText("name"), charge.number("amount")))
                .toList();
        CartExtras extras =
                new CartExtras(charges, new TreeMap<>(row.textsByName("attributes")), List.of(), CartNotes.NONE);
        CartHead head = new CartHead(
                cartId,
                NO_TOKEN,
                new CartHead.State("open", null, null),
                new CartHead.Buyer(
                        row.optionalText("user_id"), row.optionalText("user_tier"), row.texts("promo_codes")),
                currency,
                0,
                new CartHead.PricedBy(row.number("book_token"), row.instant("priced_at"), row.text("policy")),
                extras,
                null,
                begun,
                begun);
        List<StoredCode> codes = row.rows("stored_codes").stream()
                .map(code -> storedCode(code, currency))
                .toList();
        Long placed = row.optionalNumber("orders_placed");
        List<CartItemRow> items = new ArrayList<>();
        row.rows("items").forEach(item -> items.add(item(item, begun, until)));
        return new SessionTerms(
                new CartSnapshot(
                        head,
                        List.copyOf(items),
                        List.of(),
                        codes,
                        placed == null ? null : (Integer) placed.intValue()),
                new OrderNotes(
                        row.optionalText("email"), row.optionalText("reference"), row.metadata("metadata"), null));
    }

    private static Map<String, @Nullable Object> tree(StoredCode code) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("code", code.code());
        tree.put("rule", code.rule());
        tree.put("at_most", code.atMost() == null ? null : (Long) code.atMost().minor());
        return tree;
    }

    private static StoredCode storedCode(JsonRow row, Currency currency) {
        Long atMost = row.optionalNumber("at_most");
        return new StoredCode(
                row.text("code"),
                row.text("rule"),
                null,
                Map.of(),
                atMost == null ? null : new Money(atMost, currency));
    }

    private static Map<String, @Nullable Object> tree(Charge charge) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("code", charge.code());
        tree.put("name", charge.name());
        tree.put("amount", charge.amount());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(CartItemRow item) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("id", item.id());
        tree.put("variant_id", item.variantId());
        tree.put("location_id", item.holds().get(0).key().locationId());
        tree.put(
                "holds",
                item.holds().size() == 1
                        ? null
                        : item.holds().stream().map(SessionTerms::tree).toList());
        tree.put("product_id", item.productId());
        tree.put("category", item.category());
        tree.put("quantity", item.quantity());
        if (item.backordered() > 0) {
            tree.put("backordered", item.backordered());
        }
        if (item.availableAt() != null) {
            tree.put("available_at", item.availableAt().toString());
        }
        tree.put("unit_price", item.unitPrice());
        tree.put("min_unit_price", item.minUnitPrice());
        tree.put("sku", item.sku());
        tree.put("name", item.name());
        tree.put("gift_rule", item.giftRule());
        tree.put("metadata", item.metadata());
        return tree;
    }

    private static Map<String, @Nullable Object> tree(Hold hold) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("location_id", hold.key().locationId());
        tree.put("quantity", hold.quantity());
        tree.put("backordered", hold.backordered());
        if (hold.availableAt() != null) {
            tree.put("available_at", hold.availableAt().toString());
        }
        if (hold.part() != null) {
            tree.put("component_id", hold.key().variantId());
            tree.put("units_per_kit", hold.part().units());
        }
        return tree;
    }

    private static List<Hold> holds(JsonRow item) {
        int id = (int) item.number("id");
        List<JsonRow> several = item.optionalRows("holds");
        return several.isEmpty()
                ? List.of(hold(id, item, item))
                : several.stream().map(row -> hold(id, item, row)).toList();
    }

    private static Hold hold(int itemId, JsonRow item, JsonRow row) {
        long variantId = item.number("variant_id");
        long componentId = row.numberOrZero("component_id");
        StockKey key = new StockKey(componentId == 0 ? variantId : componentId, (int) row.number("location_id"));
        return new Hold(
                itemId,
                key,
                (int) row.number("quantity"),
                (int) row.numberOrZero("backordered"),
                row.optionalInstant("available_at"),
                componentId == 0 ? null : new Hold.Part(variantId, (int) row.number("units_per_kit")));
    }

    private static CartItemRow item(JsonRow row, Instant since, Instant until) {
        return new CartItemRow(
                (int) row.number("id"),
                holds(row),
                row.number("product_id"),
                row.optionalText("category"),
                row.number("unit_price"),
                row.optionalNumber("min_unit_price"),
                since,
                until,
                row.text("sku"),
                row.text("name"),
                row.metadata("metadata"),
                row.optionalText("gift_rule"));
    }
}
