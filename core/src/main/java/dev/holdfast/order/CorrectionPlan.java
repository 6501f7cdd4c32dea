package dev.holdfast.order;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.order.OrderChargeRow;
import dev.holdfast.internal.order.OrderCorrectionRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.UnitCharges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a correction does to an order as it is: which units and charges leave it, and what they were charged. */
final class CorrectionPlan {
    private final OrderState state;
    private final CorrectionRequest request;
    private final List<CorrectionRequest.Units> units;
    private final List<OrderChargeRow> charges;
    private final Map<Integer, Integer> taken = new TreeMap<>();

    private CorrectionPlan(
            OrderState state,
            CorrectionRequest request,
            List<CorrectionRequest.Units> units,
            List<OrderChargeRow> charges) {
        this.state = state;
        this.request = request;
        this.units = units;
        this.charges = charges;
        units.forEach(named -> taken.merge(named.itemId(), named.quantity(), Integer::sum));
    }

    /**
     * Plans a correction.
     *
     * @throws InvalidInputException if it names what the order never had
     * @throws dev.holdfast.ConflictException if too little is left
     */
    static CorrectionPlan of(OrderState state, CorrectionRequest request) {
        CorrectionPlan plan = request.namesNothing()
                ? all(state, request)
                : new CorrectionPlan(state, request, request.items(), named(state, request));
        plan.requireKnown();
        plan.requireLeft();
        return plan;
    }

    /** All that is left: what the buyer keeps has been delivered, so then the charges stay, too. */
    private static CorrectionPlan all(OrderState state, CorrectionRequest request) {
        boolean fulfils = request.kind() == CorrectionKind.FULFILMENT;
        List<CorrectionRequest.Units> open = new ArrayList<>();
        for (OrderState.Item item : state.items()) {
            int units = fulfils ? item.ready() : item.open();
            if (units > 0) {
                open.add(new CorrectionRequest.Units(item.row().id(), units, List.of(), null));
            }
        }
        boolean givesCharges = request.kind() == CorrectionKind.CANCELLATION
                && state.items().stream().noneMatch(item -> item.kept() > 0);
        List<OrderChargeRow> charges = givesCharges ? state.chargesLeft() : List.of();
        if (open.isEmpty() && charges.isEmpty()) {
            throw refusal(
                    state,
                    state.items().stream()
                            .map(item -> NothingLeftException.item(item, 0))
                            .toList(),
                    state.status().equals(OrderState.FULFILLED));
        }
        return new CorrectionPlan(state, request, open, charges);
    }

    private static List<OrderChargeRow> named(OrderState state, CorrectionRequest request) {
        Map<String, OrderChargeRow> byCode = new HashMap<>();
        state.order().charges().forEach(charge -> byCode.put(charge.code(), charge));
        List<OrderChargeRow> named = new ArrayList<>();
        Validation checks = new Validation();
        for (int i = 0; i < request.charges().size(); i++) {
            String code = request.charges().get(i);
            OrderChargeRow charge = byCode.get(code);
            if (charge == null) {
                checks.fail("/charges/" + i, Validation.shown(code) + " is not a charge of order " + request.orderId());
            } else {
                named.add(charge);
            }
        }
        checks.throwIfAny();
        return named;
    }

    private void requireKnown() {
        Validation checks = new Validation();
        for (int i = 0; i < units.size(); i++) {
            String pointer = "/items/" + i;
            CorrectionRequest.Units named = units.get(i);
            OrderState.Item item = state.item(named.itemId());
            if (item == null) {
                checks.fail(pointer + "/item_id", named.itemId() + " is not an item of order " + request.orderId());
            } else {
                int quantity = taken.getOrDefault(named.itemId(), 0);
                checks.that(
                        quantity <= item.row().quantity(),
                        pointer + "/quantity",
                        quantity + " is more than the " + item.row().quantity() + " units that item " + named.itemId()
                                + " has");
                requireKnown(checks, pointer + "/units", named, item);
            }
        }
        checks.throwIfAny();
    }

    private static void requireKnown(
            Validation checks, String pointer, CorrectionRequest.Units named, OrderState.Item item) {
        int groups = item.row().units().size();
        for (int i = 0; i < named.choice().size(); i++) {
            UnitChoice choice = named.choice().get(i);
            if (choice.group() < 0 || choice.group() >= groups) {
                checks.fail(pointer + "/" + i + "/group", choice.group() + " is not between 0 and " + (groups - 1));
            } else {
                int most = item.row().units().get(choice.group()).quantity();
                checks.that(
                        choice.quantity() <= most,
                        pointer + "/" + i + "/quantity",
                        choice.quantity() + " is more than the " + most + " units that the group has");
            }
        }
        checks.that(
                named.choice().isEmpty() || !item.charges().isAveraged(),
                pointer,
                "cannot be given: units of item " + named.itemId()
                        + " have left the order without it, so that all others stand for their average");
    }

    private void requireLeft() {
        List<Map<String, Object>> shortages = new ArrayList<>();
        boolean fulfilled = false;
        for (Map.Entry<Integer, Integer> entry : taken.entrySet()) {
            OrderState.Item item = item(entry.getKey());
            int left = switch (request.kind()) {
                case CANCELLATION -> item.open();
                case FULFILMENT -> item.ready();
                case RETURN -> item.ready() + item.kept();
            };
            if (entry.getValue() > left || isShortOfChosen(item)) {
                shortages.add(NothingLeftException.item(item, entry.getValue()));
                fulfilled |= item.kept() > 0 && request.kind() != CorrectionKind.RETURN;
            }
        }
        if (!shortages.isEmpty()) {
            throw refusal(state, shortages, fulfilled);
        }
        List<OrderChargeRow> chargesLeft = state.chargesLeft();
        List<String> gone = charges.stream()
                .filter(charge -> !chargesLeft.contains(charge))
                .map(OrderChargeRow::code)
                .toList();
        if (!gone.isEmpty()) {
            throw new NothingLeftException(request.orderId(), List.of(), gone);
        }
    }

    private boolean isShortOfChosen(OrderState.Item item) {
        Map<Integer, Integer> chosen = new HashMap<>();
        for (CorrectionRequest.Units named : units) {
            if (named.itemId() == item.row().id()) {
                named.choice().forEach(choice -> chosen.merge(choice.group(), choice.quantity(), Integer::sum));
            }
        }
        UnitCharges charges = item.charges();
        return chosen.entrySet().stream().anyMatch(entry -> entry.getValue() > charges.left(entry.getKey()));
    }

    private static RuntimeException refusal(OrderState state, List<Map<String, Object>> shortages, boolean fulfilled) {
        long orderId = state.order().id();
        if (state.status().equals(OrderState.CANCELLED)) {
            return new OrderCancelledException(orderId);
        }
        boolean waits =
                shortages.stream().anyMatch(item -> !Integer.valueOf(0).equals(item.get("backordered_quantity")));
        if (waits) {
            return new OrderBackorderedException(orderId, shortages);
        }
        return fulfilled
                ? new OrderFulfilledException(orderId, shortages)
                : new NothingLeftException(orderId, shortages, List.of());
    }

    /** Units that are returned and were not fulfilled: the fulfilment comes first; empty for none. */
    List<OrderCorrectionRow.Item> fulfilledFirst() {
        if (request.kind() != CorrectionKind.RETURN) {
            return List.of();
        }
        List<OrderCorrectionRow.Item> items = new ArrayList<>();
        taken.forEach((id, quantity) -> {
            int missing = quantity - item(id).kept();
            if (missing > 0) {
                items.add(new OrderCorrectionRow.Item(id, missing, null, List.of(), 0, 0));
            }
        });
        return items;
    }

    /**
     * The units that it is about, and what they were charged; no refunds yet. Units that are named come first, because
     * those of which that was left open are the average of the others.
     */
    List<OrderCorrectionRow.Item> items() {
        Map<Integer, UnitCharges> charged = new HashMap<>();
        List<OrderCorrectionRow.Item> items = new ArrayList<>();
        for (boolean isChosen : new boolean[] {true, false}) {
            for (CorrectionRequest.Units named : units) {
                if (named.choice().isEmpty() != isChosen) {
                    int id = named.itemId();
                    items.add(item(named, charged.computeIfAbsent(id, any -> item(id).charges())));
                }
            }
        }
        return items;
    }

    private OrderCorrectionRow.Item item(CorrectionRequest.Units named, UnitCharges ofItem) {
        long charged = 0;
        List<OrderCorrectionRow.Units> chosen = new ArrayList<>();
        if (request.kind() != CorrectionKind.FULFILMENT) {
            if (named.choice().isEmpty()) {
                charged = ofItem.take(named.quantity());
            }
            for (UnitChoice choice : named.choice()) {
                charged += ofItem.take(choice.group(), choice.quantity());
                chosen.add(new OrderCorrectionRow.Units(choice.group(), choice.quantity()));
            }
        }
        ItemCondition condition = named.condition();
        return new OrderCorrectionRow.Item(
                named.itemId(), named.quantity(), condition == null ? null : condition.word(), chosen, charged, 0);
    }

    /** The charges that it gives back. */
    List<OrderChargeRow> charges() {
        return charges;
    }

    /** Units of an item that are left afterwards. */
    int leftAfter(OrderState.Item item) {
        return item.left()
                - (request.kind() == CorrectionKind.FULFILMENT
                        ? 0
                        : taken.getOrDefault(item.row().id(), 0));
    }

    /** Whether the order is cancelled as a whole afterwards, and has been fulfilled in no part. */
    boolean cancelsAll() {
        return request.kind() == CorrectionKind.CANCELLATION
                && state.items().stream().allMatch(item -> item.fulfilled() == 0 && leftAfter(item) == 0);
    }

    private OrderState.Item item(int id) {
        OrderState.Item item = state.item(id);
        if (item == null) {
            throw new IllegalStateException("item " + id);
        }
        return item;
    }
}
