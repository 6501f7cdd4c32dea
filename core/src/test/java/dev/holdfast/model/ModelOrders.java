package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What happens to the orders of the model after they were placed. */
final class ModelOrders {
    private static final int REPRICING_SERVER = 2;

    private final ModelShop shop;
    private final List<ModelOrder> orders = new ArrayList<>();

    ModelOrders(ModelShop shop) {
        this.shop = shop;
    }

    ModelOrders copy(ModelShop other) {
        ModelOrders copy = new ModelOrders(other);
        orders.forEach(order -> copy.orders.add(order.copy(other)));
        return copy;
    }

    /** Whether the orders that a server places are repriced. */
    static boolean reprices(int server) {
        return server == REPRICING_SERVER;
    }

    int count() {
        return orders.size();
    }

    /** How many orders a user has placed, or is paying for with other carts; null for nobody. */
    @Nullable
    Integer placedBy(@Nullable String user, long exceptCart) {
        return user == null
                ? null
                : (Integer) ((int) orders.stream()
                                .filter(order -> user.equals(order.cart.user))
                                .count()
                        + shop.sessions.openOf(user, exceptCart));
    }

    /** Units that a user has bought since a time and kept, gifts excepted. */
    int kept(String user, long variant, Instant since) {
        return orders.stream()
                .filter(order -> user.equals(order.cart.user) && order.placedAt.isAfter(since))
                .flatMap(order -> order.items.values().stream())
                .filter(item -> item.line.variant() == variant && !item.line.isGift())
                .mapToInt(ModelOrder.Item::left)
                .sum();
    }

    boolean isOf(long cart) {
        return orders.stream().anyMatch(order -> order.cart.id == cart);
    }

    ModelOrder order(int ordinal) {
        return orders.get(ordinal - 1);
    }

    String show(int ordinal) {
        return order(ordinal).show();
    }

    /** An order of a cart that holds nothing but what was bought. */
    String place(
            ModelCart cart,
            Step step,
            ModelPrices prices,
            ModelPayments payments,
            @Nullable Instant payBy,
            Map<Integer, List<ModelSource>> sources) {
        Map<String, Long> unlocked = shop.codes.claimed(Objects.requireNonNull(cart.order));
        String shown = Text.order(
                cart.order,
                cart.id,
                cart.user,
                cart.ordered(prices),
                cart.charges(prices) + " " + Text.sums(prices.subtotal(), prices.chargeTotal(), prices.total()),
                shop.now,
                payBy);
        ModelOrder order = new ModelOrder(
                cart.order,
                cart.copy(shop),
                reprices(step.server()) && step.mode() != Step.Mode.LISTED,
                shown,
                prices.total(),
                unlocked);
        cart.lines.forEach((id, line) ->
                order.items.put(id, new ModelOrder.Item(line, prices.ofLine(id), sources.getOrDefault(id, List.of()))));
        cart.charges.keySet().forEach(code -> order.charges.put(code, prices.ofCharge(code)));
        order.placedAt = shop.now;
        order.payments = payments;
        order.payBy = payBy;
        shop.codes.await(order);
        orders.add(order);
        shop.backorders.placed();
        return order.show();
    }

    /** The items of a variant, the oldest first. */
    List<ModelOrder.Item> itemsOf(long variant) {
        return orders.stream()
                .flatMap(order -> order.items.values().stream())
                .filter(item -> item.line.variant() == variant)
                .toList();
    }

    /** Units of a variant at a place that all wait for. */
    int waiting(String place, long variant) {
        return itemsOf(variant).stream()
                .flatMap(item -> item.sources.stream())
                .filter(source -> source.place.equals(place))
                .mapToInt(source -> source.waiting)
                .sum();
    }

    /** What an item waits for. */
    List<ModelPart> waiting(int ordinal, int item) {
        return item(order(ordinal), item).parts();
    }

    /** What was not paid in time is cancelled, and what it had is everybody's. */
    void endOverdue() {
        for (ModelOrder order : orders) {
            if (order.awaitsPayment() && !shop.now.isBefore(Objects.requireNonNull(order.payBy))) {
                for (ModelOrder.Item item : order.items.values()) {
                    int open = item.count(ModelOrder.Fate.OPEN);
                    item.take(open);
                    item.cancel(open, shop.stock);
                }
                order.charges.clear();
                order.refunded = order.total;
                order.corrections++;
                shop.codes.giveBack(order.ordinal);
            }
        }
    }

    String show(Step step) {
        ModelOrder order = order(step);
        return order == null ? "no orders" : order.show();
    }

    private @Nullable ModelOrder order(Step step) {
        return orders.isEmpty() ? null : orders.get(step.number() % orders.size());
    }

    /** The item of the order that a step means: mostly one that is there. */
    int itemId(Step step) {
        ModelOrder order = order(step);
        List<Integer> ids = order == null ? List.of() : List.copyOf(order.items.keySet());
        return step.item() < ids.size() ? ids.get(step.item()) : step.item() + 1;
    }

    String cancel(Step step) {
        ModelOrder order = order(step);
        if (order == null) {
            return "no orders";
        }
        Map<Integer, Integer> units = new TreeMap<>();
        List<String> charges = new ArrayList<>();
        if (step.meansAll()) {
            order.items.forEach((id, item) -> add(units, id, item.count(ModelOrder.Fate.OPEN)));
            if (!order.keepsAny()) {
                charges.addAll(order.charges.keySet());
            }
            requireAny(order, units, charges);
        } else {
            units.put(itemId(step), step.units());
            if (step.meansCharge()) {
                charges.add(step.charge());
            }
        }
        check(order, units, charges, item -> item.count(ModelOrder.Fate.OPEN), false);
        long refund = refund(
                order,
                units,
                charges,
                () -> units.forEach((id, quantity) -> item(order, id).cancel(quantity, shop.stock)));
        units.keySet().forEach(id -> shop.backorders.fill(item(order, id)));
        order.corrections++;
        shop.codes.await(order);
        if (order.status().equals("cancelled")) {
            shop.codes.giveBack(order.ordinal);
        }
        return Text.correction(order.corrections, "cancellation", units, charges, refund);
    }

    String takeBack(Step step) {
        ModelOrder order = order(step);
        if (order == null) {
            return "no orders";
        }
        Map<Integer, Integer> units = new TreeMap<>(Map.of(itemId(step), step.units()));
        check(order, units, List.of(), item -> item.left() - item.waiting(), true);
        boolean[] fulfilledFirst = new boolean[1];
        long refund = refund(
                order,
                units,
                List.of(),
                () -> units.forEach((id, quantity) -> {
                    ModelOrder.Item item = item(order, id);
                    while (item.count(ModelOrder.Fate.FULFILLED) < quantity) {
                        item.change(ModelOrder.Fate.OPEN, ModelOrder.Fate.FULFILLED);
                        fulfilledFirst[0] = true;
                    }
                    for (int i = 0; i < quantity; i++) {
                        item.change(ModelOrder.Fate.FULFILLED, ModelOrder.Fate.RETURNED);
                    }
                    if (step.meansSellable()) {
                        item.giveBack(quantity, shop.stock);
                        shop.backorders.fill(item);
                    }
                }));
        order.corrections += fulfilledFirst[0] ? 2 : 1;
        shop.codes.await(order);
        return Text.correction(order.corrections, "return", units, List.of(), refund);
    }

    String fulfil(Step step) {
        ModelOrder order = order(step);
        if (order == null) {
            return "no orders";
        }
        Map<Integer, Integer> units = new TreeMap<>();
        if (step.meansAll()) {
            order.items.forEach((id, item) -> add(units, id, item.ready()));
            requireAny(order, units, List.of());
        } else {
            units.put(itemId(step), step.units());
        }
        check(order, units, List.of(), ModelOrder.Item::ready, false);
        units.forEach((id, quantity) -> {
            for (int i = 0; i < quantity; i++) {
                item(order, id).change(ModelOrder.Fate.OPEN, ModelOrder.Fate.FULFILLED);
            }
        });
        order.corrections++;
        shop.codes.await(order);
        return Text.correction(order.corrections, "fulfilment", units, List.of(), 0);
    }

    /** What the caller of a payment reports: the total of the order, or something else. */
    long amount(Step step) {
        ModelOrder order = order(step);
        return order == null || step.number() % 3 == 0 ? step.number() % 3_000 : order.total;
    }

    String pay(Step step) {
        ModelOrder order = order(step);
        if (order == null) {
            return "no orders";
        }
        long amount = amount(step);
        int index = order.payments.report(step.payment(), amount, step.reference(), false);
        shop.codes.await(order);
        return order.payments.show(index, order.total);
    }

    /** What the units and charges were charged; or, repriced, all that is paid beyond the price of the rest. */
    private long refund(ModelOrder order, Map<Integer, Integer> units, List<String> charges, Runnable change) {
        long charged = 0;
        for (Map.Entry<Integer, Integer> entry : units.entrySet()) {
            charged += item(order, entry.getKey()).take(entry.getValue());
        }
        for (String code : charges) {
            charged += Objects.requireNonNull(order.charges.remove(code));
        }
        change.run();
        long refund = order.reprices ? Math.max(0, order.total - order.refunded - order.priceOfRest(shop)) : charged;
        order.refunded += refund;
        return refund;
    }

    private static void check(
            ModelOrder order,
            Map<Integer, Integer> units,
            List<String> charges,
            ToIntFunction<ModelOrder.Item> left,
            boolean isReturn) {
        if (!order.cart.charges.keySet().containsAll(charges)) {
            throw new Refused("validation_failed");
        }
        List<Object> shortages = new ArrayList<>();
        boolean fulfilled = false;
        for (Map.Entry<Integer, Integer> entry : units.entrySet()) {
            ModelOrder.Item item = order.items.get(entry.getKey());
            if (item == null || entry.getValue() > item.charged.length) {
                throw new Refused("validation_failed");
            }
            if (entry.getValue() > left.applyAsInt(item)) {
                shortages.add(item.facts(entry.getKey(), entry.getValue()));
                fulfilled |= !isReturn && item.count(ModelOrder.Fate.FULFILLED) > 0;
            }
        }
        if (!shortages.isEmpty()) {
            throw refused(order, shortages, fulfilled);
        }
        if (!order.charges.keySet().containsAll(charges)) {
            throw new Refused("nothing_left", "order_id", "#" + order.ordinal, "items", List.of(), "charges", charges);
        }
    }

    private static void requireAny(ModelOrder order, Map<Integer, Integer> units, List<String> charges) {
        if (units.isEmpty() && charges.isEmpty()) {
            List<Object> all = new ArrayList<>();
            order.items.forEach((id, item) -> all.add(item.facts(id, 0)));
            throw refused(order, all, order.status().equals("fulfilled"));
        }
    }

    private static Refused refused(ModelOrder order, List<Object> items, boolean fulfilled) {
        String id = "#" + order.ordinal;
        if (order.status().equals("cancelled")) {
            return new Refused("order_cancelled", "order_id", id);
        }
        if (items.stream().anyMatch(item -> !item.toString().contains("backordered_quantity=0"))) {
            return new Refused("order_backordered", "order_id", id, "items", items);
        }
        return fulfilled
                ? new Refused("order_fulfilled", "order_id", id, "items", items)
                : new Refused("nothing_left", "order_id", id, "items", items, "charges", List.of());
    }

    private static ModelOrder.Item item(ModelOrder order, int id) {
        return Objects.requireNonNull(order.items.get(id));
    }

    private static void add(Map<Integer, Integer> units, int id, int quantity) {
        if (quantity > 0) {
            units.put(id, quantity);
        }
    }
}
