package dev.holdfast.model;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stored promo codes of the model: issued, changed and retired; held by carts and claimed by their orders. */
final class ModelCodes {
    static final List<String> NAMES = List.of("ONE", "TWO", "THREE");

    private final ModelShop shop;
    private final Map<String, ModelCode> codes = new TreeMap<>();

    ModelCodes(ModelShop shop) {
        this.shop = shop;
    }

    ModelCodes copy(ModelShop other) {
        ModelCodes copy = new ModelCodes(other);
        codes.forEach((key, code) -> copy.codes.put(key, code.copy()));
        return copy;
    }

    /** The name of the code that a step means, in one spelling or another. */
    static String name(Step step) {
        String name = NAMES.get(step.item());
        return step.number() % 2 == 0 ? name : key(name);
    }

    private static String key(String code) {
        return code.toLowerCase(Locale.ROOT);
    }

    /** The limits of a code that a step adds. */
    static ModelCode.Limits limits(Step step) {
        return switch (step.number() / 2 % 6) {
            case 0 -> new ModelCode.Limits(null, null, null);
            case 1 -> new ModelCode.Limits(1L, null, null);
            case 2 -> new ModelCode.Limits(null, 1L, null);
            case 3 -> new ModelCode.Limits(null, null, 1L + step.number() % 2_000);
            case 4 -> new ModelCode.Limits(2L, 1L, null);
            default -> new ModelCode.Limits(3L, null, 1L + step.number() % 5_000);
        };
    }

    /** Codes that have something off for a buyer: for each rule the one that counts, and the most that it gives. */
    record Chosen(Map<String, ModelCode> codes, Map<String, Long> atMost) {}

    /** What a cart can have now; one code is enough for a rule, and one that the cart has already goes first. */
    Chosen obtainable(long cart, @Nullable String user, Collection<String> typed, Instant now) {
        Chosen chosen = new Chosen(new HashMap<>(), new HashMap<>());
        for (String text : typed) {
            ModelCode code = codes.get(key(text));
            ModelCode.Offer offer = code == null ? null : code.offer(cart, user, now);
            if (code == null || offer == null || offer.reason() != null) {
                continue;
            }
            ModelCode other = chosen.codes.get(code.rule);
            if (other == null || (other.useOf(cart, now) == null && code.useOf(cart, now) != null)) {
                chosen.codes.put(code.rule, code);
                chosen.atMost.put(code.rule, offer.atMost());
            }
        }
        return chosen;
    }

    Chosen obtainable(ModelCart cart) {
        return obtainable(holder(cart), cart.user, cart.codes, shop.now);
    }

    /** Under what the uses of a cart are found: its order's once it was bought. */
    private static long holder(ModelCart cart) {
        return cart.order == null ? cart.id : -cart.order;
    }

    /** What a cart has: a code that it could have and has not gives nothing, and neither does one beyond its budget. */
    Map<String, Long> held(ModelCart cart) {
        return held(cart, cart.user);
    }

    /** What a cart has for a user, who may have had all of a code elsewhere. */
    Map<String, Long> held(ModelCart cart, @Nullable String user) {
        Map<String, Long> held = new HashMap<>();
        obtainable(cart).codes.keySet().forEach(rule -> held.put(rule, 0L));
        for (ModelCode code : codes.values()) {
            ModelCode.Use use = code.useOf(holder(cart), shop.now);
            if (use != null
                    && (user == null || user.equals(use.user()) || code.isLeftTo(user, holder(cart), shop.now))) {
                held.put(code.rule, code.hasBudget ? use.amount() : Long.MAX_VALUE);
            }
        }
        // A bought cart keeps its price even after its order has given its codes back.
        if (cart.order != null) {
            held.putAll(shop.orders.order(cart.order).unlocked);
        }
        return held;
    }

    /** A cart holds those of its codes that take something off, until its last line expires, and no others. */
    void settle(ModelCart cart, Chosen chosen) {
        ModelPrices prices = cart.prices(shop.now, chosen.atMost);
        boolean isEmpty = cart.heldAt(shop.now).isEmpty();
        for (ModelCode code : codes.values()) {
            cart.book.stream()
                    .filter(rule ->
                            rule.code().equals(code.rule) && rule.conditions().stored())
                    .filter(rule -> !isEmpty && chosen.codes.get(code.rule) == code)
                    .filter(rule -> prices.takenBy(code.rule) > 0)
                    .findFirst()
                    .ifPresentOrElse(
                            rule -> code.uses.put(
                                    cart.id, new ModelCode.Use(cart.user, prices.takenBy(code.rule), lastEnd(cart))),
                            () -> code.uses.remove(cart.id));
        }
    }

    private Instant lastEnd(ModelCart cart) {
        return cart.heldAt(shop.now).values().stream()
                .map(ModelCart.Line::until)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** What a cart has it keeps as long as its lines. */
    void renew(ModelCart cart) {
        if (cart.heldAt(shop.now).isEmpty()) {
            release(cart);
            return;
        }
        for (ModelCode code : codes.values()) {
            if (code.useOf(cart.id, shop.now) != null) {
                code.uses.computeIfPresent(
                        cart.id, (id, use) -> new ModelCode.Use(use.user(), use.amount(), lastEnd(cart)));
            }
        }
    }

    void release(ModelCart cart) {
        codes.values().forEach(code -> code.uses.remove(cart.id));
    }

    /** An order claims what took something off it, at that amount; its cart holds nothing more. */
    void claim(ModelCheckout.Sale sale, int order) {
        for (ModelCode code : codes.values()) {
            ModelCode.Use use = code.useOf(sale.cart().id, shop.now);
            long amount = sale.prices().takenBy(code.rule);
            code.uses.remove(sale.cart().id);
            if (use != null && amount > 0) {
                code.uses.put(-(long) order, new ModelCode.Use(sale.bought().user, amount, use.until(), true, false));
            }
        }
    }

    /** What a session grants: each code that takes something off, with how much. */
    Map<String, Long> granted(ModelCheckout.Sale sale) {
        Map<String, Long> granted = new TreeMap<>();
        codes.forEach((key, code) -> {
            long amount = sale.prices().takenBy(code.rule);
            if (code.useOf(sale.cart().id, shop.now) != null && amount > 0) {
                granted.put(key, amount);
            }
        });
        return granted;
    }

    /** A cart keeps what it holds, for its buyer, as long as its lines; what the buyer cannot have is given back. */
    void holdFor(ModelCheckout.Sale sale) {
        long cart = sale.cart().id;
        for (ModelCode code : codes.values()) {
            ModelCode.Use use = code.useOf(cart, shop.now);
            if (use == null || !sale.unlocked().containsKey(code.rule)) {
                code.uses.remove(cart);
            } else {
                code.uses.put(cart, new ModelCode.Use(sale.bought().user, use.amount(), lastEnd(sale.cart())));
            }
        }
    }

    /** A session's order claims what was granted, if need be beyond the limits. */
    void claimGranted(ModelSession session, int order) {
        session.granted.forEach((key, amount) -> {
            ModelCode code = codes.get(key);
            code.uses.remove(session.bought.id);
            boolean hasRoom = code.hasRoomFor(session.bought.user, amount, shop.now);
            code.uses.put(-(long) order, new ModelCode.Use(session.bought.user, amount, shop.now, true, !hasRoom));
        });
    }

    /** An order that may end because nobody pays has what it claimed only until then. */
    void await(ModelOrder order) {
        if (order.payBy != null) {
            boolean awaits = order.awaitsPayment();
            codes.values()
                    .forEach(code -> code.uses.computeIfPresent(
                            -(long) order.ordinal,
                            (id, use) -> use.overrun()
                                    ? use
                                    : new ModelCode.Use(use.user(), use.amount(), order.payBy, !awaits, false)));
        }
    }

    /** What an order has claimed, by rule, and the most that each gives. */
    Map<String, Long> claimed(int order) {
        Map<String, Long> claimed = new HashMap<>();
        for (ModelCode code : codes.values()) {
            ModelCode.Use use = code.uses.get(-(long) order);
            if (use != null) {
                claimed.put(code.rule, code.hasBudget ? use.amount() : Long.MAX_VALUE);
            }
        }
        return claimed;
    }

    /** An order was cancelled as a whole. */
    void giveBack(int order) {
        codes.values().forEach(code -> code.uses.remove(-(long) order));
    }

    String add(Step step) {
        String rule = shop.rules.askingForCodes(step);
        shop.rules.requireAskingForCodes(rule);
        String name = name(step);
        if (codes.containsKey(key(name))) {
            throw new Refused("code_taken", "rule_code", name);
        }
        codes.put(key(name), new ModelCode(name, rule, limits(step), step.number() % 9 != 0, shop.now));
        return "added " + name;
    }

    private ModelCode code(Step step) {
        ModelCode code = codes.get(key(name(step)));
        if (code == null || code.retired) {
            throw new Refused("promo_code_not_found", "promo_code", name(step));
        }
        return code;
    }

    String show(Step step) {
        return code(step).show(shop.now);
    }

    String retire(Step step) {
        ModelCode code = code(step);
        String last = code.show(shop.now);
        code.retired = true;
        return last;
    }

    /** What a step makes of a limit. */
    static @Nullable Long newLimit(Step step) {
        return step.number() / 8 % 4 == 0 ? null : Long.valueOf(step.number() / 8 % 4);
    }

    /** What a step makes of a budget. */
    static @Nullable Long newBudget(Step step) {
        return step.number() / 8 % 4 == 0 ? null : Long.valueOf(1 + step.number() / 8 % 3_000);
    }

    String change(Step step) {
        ModelCode code = code(step);
        ModelCode.Limits before = code.limits;
        ModelCode.Limits after = switch (step.number() / 2 % 4) {
            case 0 -> before;
            case 1 -> new ModelCode.Limits(newLimit(step), before.usesPerUser(), before.budget());
            case 2 -> new ModelCode.Limits(before.uses(), newLimit(step), before.budget());
            default -> new ModelCode.Limits(before.uses(), before.usesPerUser(), newBudget(step));
        };
        if ((after.isAny() && !code.counted) || (after.budget() != null && !code.hasBudget)) {
            throw new Refused("validation_failed");
        }
        long used = code.uses(false, shop.now) + code.uses(true, shop.now);
        if (after.uses() != null && used > after.uses()) {
            throw new Refused("promo_code_in_use", "promo_code", code.name, "field", "max_uses", "in_use", used);
        }
        long spent = code.amount(false, shop.now) + code.amount(true, shop.now);
        if (after.budget() != null && spent > after.budget()) {
            throw new Refused(
                    "promo_code_in_use",
                    "promo_code",
                    code.name,
                    "field",
                    "budget",
                    "amount_in_use",
                    Text.cents(spent));
        }
        boolean lower = after.usesPerUser() != null
                && (before.usesPerUser() == null || after.usesPerUser() < before.usesPerUser());
        if (lower && code.mostUsesOfOneUser(shop.now) > after.usesPerUser()) {
            throw new Refused(
                    "promo_code_in_use",
                    "promo_code",
                    code.name,
                    "field",
                    "max_uses_per_user",
                    "in_use",
                    code.mostUsesOfOneUser(shop.now));
        }
        code.limits = after;
        code.active = step.number() / 2 % 4 == 0 ? step.number() / 8 % 2 == 0 : code.active;
        code.updatedAt = shop.now;
        return code.show(shop.now);
    }
}
