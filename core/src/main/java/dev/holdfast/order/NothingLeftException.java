package dev.holdfast.order;

import dev.holdfast.ConflictException;
import dev.holdfast.internal.order.OrderState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Units or charges were named of which not so many are left. The facts tell what became of them. */
public final class NothingLeftException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    NothingLeftException(long orderId, List<Map<String, Object>> items, List<String> charges) {
        super(
                "nothing_left",
                "too little is left of order " + orderId + ": " + text(items)
                        + (charges.isEmpty() ? "" : "charges already given back: " + String.join(", ", charges)),
                null,
                "order_id",
                orderId,
                "items",
                items,
                "charges",
                charges);
    }

    /** What became of the units of an item, of which some were named. */
    static Map<String, Object> item(OrderState.Item item, int requested) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("item_id", item.row().id());
        facts.put("requested", requested);
        facts.put("quantity", item.row().quantity());
        facts.put("cancelled_quantity", item.cancelled());
        facts.put("fulfilled_quantity", item.fulfilled());
        facts.put("returned_quantity", item.returned());
        facts.put("backordered_quantity", item.backordered());
        return facts;
    }

    static String text(List<Map<String, Object>> items) {
        return items.stream()
                .map(item -> "of the " + item.get("quantity") + " units of item " + item.get("item_id") + ", "
                        + item.get("cancelled_quantity") + " are cancelled, " + item.get("fulfilled_quantity")
                        + " fulfilled and " + item.get("returned_quantity") + " returned"
                        + (Integer.valueOf(0).equals(item.get("backordered_quantity"))
                                ? ""
                                : ", " + item.get("backordered_quantity") + " wait for stock")
                        + (Integer.valueOf(0).equals(item.get("requested"))
                                ? ""
                                : ", and " + item.get("requested") + " are named"))
                .collect(Collectors.joining("; "));
    }
}
