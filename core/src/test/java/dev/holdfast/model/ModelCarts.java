package dev.holdfast.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What buyers do with the carts of the model. */
final class ModelCarts {
    private final ModelShop shop;
    private final Map<Long, ModelCart> carts = new TreeMap<>();
    private int created;

    ModelCarts(ModelShop shop) {
        this.shop = shop;
    }

    ModelCarts copy(ModelShop other) {
        ModelCarts copy = new ModelCarts(other);
        carts.forEach((id, cart) -> copy.carts.put(id, cart.copy(other)));
        copy.created = created;
        return copy;
    }

    Collection<ModelCart> all() {
        return carts.values();
    }

    /** Whether an item of one comes from several places. */
    boolean split() {
        return carts.values().stream()
                .flatMap(cart -> cart.lines.values().stream())
                .anyMatch(line -> line.parts().size() > 1);
    }

    /** Whether an item is held where nothing is sold. */
    boolean holdElsewhere() {
        return carts.values().stream()
                .flatMap(cart -> cart.lines.values().stream())
                .flatMap(line -> line.parts().stream())
                .anyMatch(part -> !shop.places.selling().contains(part.place()));
    }

    /** How many carts were created, those that are forgotten included. */
    int count() {
        return created;
    }

    /** What holds nothing and was not changed for long is forgotten, unless it was bought. */
    void forgetEmpty() {
        carts.values()
                .removeIf(cart -> cart.order == null
                        && !shop.orders.isOf(cart.id)
                        && !shop.sessions.isOf(cart.id)
                        && !cart.updatedAt.plus(ModelShop.EMPTY_CART_AGE).isAfter(shop.now));
    }

    /** The cart that a step means. */
    long id(Step step) {
        return step.cart() == Step.NO_CART
                ? 1_000_000
                : ModelShop.FIRST_CART + created - 1 - step.cart() % Math.max(1, created);
    }

    /** The line that a step means: mostly one that is there. */
    int itemId(Step step) {
        ModelCart cart = carts.get(id(step));
        List<Integer> items = cart == null ? List.of() : List.copyOf(cart.lines.keySet());
        return step.item() < items.size() && step.number() % 8 != 0 ? items.get(step.item()) : step.item() + 1;
    }

    /** The cart that a step means; null if there is none. */
    @Nullable
    ModelCart find(Step step) {
        return find(id(step));
    }

    @Nullable
    ModelCart find(long id) {
        return carts.get(id);
    }

    ModelCart cart(Step step) {
        ModelCart cart = carts.get(id(step));
        if (cart == null) {
            throw new Refused("cart_not_found", "cart_id", id(step));
        }
        return cart;
    }

    ModelCart openCart(Step step) {
        ModelCart cart = cart(step);
        if (cart.order != null) {
            throw new Refused(
                    "cart_closed", "cart_id", cart.id, "cart_status", cart.status, "order_id", "#" + cart.order);
        }
        if (!cart.isOpen()) {
            throw new Refused("cart_closed", "cart_id", cart.id, "cart_status", cart.status);
        }
        ModelSession session = shop.sessions.openOf(cart.id);
        if (session != null) {
            throw new Refused(
                    "cart_in_checkout",
                    "cart_id",
                    cart.id,
                    "checkout_session_id",
                    "$" + session.ordinal,
                    "expires_at",
                    session.expiresAt);
        }
        return cart;
    }

    String show(ModelCart cart) {
        return cart.show(shop.now, shop.codes.held(cart));
    }

    String create(Step step) {
        ModelCart cart = new ModelCart(shop, ModelShop.FIRST_CART + created, shop.now, shop.rules.book());
        cart.user = step.owner();
        cart.tier = step.tier();
        cart.time = step.reservationTime();
        cart.codes = step.code() == null ? List.of() : List.of(step.code());
        if (step.channel() != null) {
            cart.attributes.put("channel", step.channel());
        }
        carts.put(cart.id, cart);
        created++;
        return show(cart);
    }

    /** Priced anew by what counts now, with the gifts and the codes that it can have by then. */
    private String settled(ModelCart cart) {
        cart.book = shop.rules.book();
        cart.pricedAt = shop.now;
        cart.updatedAt = shop.now;
        ModelCodes.Chosen codes = shop.codes.obtainable(cart);
        shop.gifts.settle(cart, codes.atMost(), false);
        shop.codes.settle(cart, codes);
        return show(cart);
    }

    String put(Step step) {
        if (step.quantity() < 1) {
            throw new Refused("validation_failed");
        }
        ModelCart cart = openCart(step);
        long variant = ModelShop.variant(step.item());
        boolean created = hold(cart, Map.of(variant, new ModelHolds.Wanted(step.quantity(), step.places())), step);
        return settled(cart) + " put " + cart.itemOf(variant) + (created ? " new" : "");
    }

    String putAll(Step step) {
        Map<Long, ModelHolds.Wanted> wanted = new LinkedHashMap<>();
        for (int i = 0; i < step.variants(); i++) {
            if (step.quantity(i) < 1) {
                throw new Refused("validation_failed");
            }
            wanted.put(ModelShop.variant(step.variant(i)), new ModelHolds.Wanted(step.quantity(i), step.places(i)));
        }
        ModelCart cart = openCart(step);
        boolean created = hold(cart, wanted, step);
        List<Integer> items = wanted.keySet().stream().map(cart::itemOf).toList();
        return settled(cart) + " put " + items + (created ? " new" : "");
    }

    // The new tier says how long the lines are held.
    private boolean hold(ModelCart cart, Map<Long, ModelHolds.Wanted> wanted, Step step) {
        String tier = cart.tier;
        List<String> codes = cart.codes;
        takeTierAndCode(cart, step);
        try {
            return shop.holds.hold(cart, wanted);
        } catch (Refused e) {
            cart.tier = tier;
            cart.codes = codes;
            throw e;
        }
    }

    private static void takeTierAndCode(ModelCart cart, Step step) {
        if (step.tier() != null) {
            cart.tier = step.tier();
        }
        if (step.code() != null && cart.codes.stream().noneMatch(step.code()::equalsIgnoreCase)) {
            List<String> codes = new ArrayList<>(cart.codes);
            codes.add(step.code());
            cart.codes = codes;
        }
    }

    String changeItem(Step step) {
        if (step.quantity() < 1) {
            throw new Refused("validation_failed");
        }
        int item = itemId(step);
        ModelCart cart = openCart(step);
        ModelCart.Line line = line(cart, item);
        if (line.giftOf() != null) {
            throw new Refused("gift_line", "cart_id", cart.id, "item_id", item, "rule_code", line.giftOf());
        }
        shop.holds.hold(cart, Map.of(line.variant(), new ModelHolds.Wanted(step.quantity(), null)));
        return settled(cart);
    }

    private ModelCart.Line line(ModelCart cart, int item) {
        ModelCart.Line line = cart.lines.get(item);
        if (line == null || (line.isGift() && !line.isHeld(shop.now))) {
            throw new Refused("item_not_found", "item_id", item);
        }
        return line;
    }

    String removeItem(Step step) {
        int item = itemId(step);
        ModelCart cart = openCart(step);
        ModelCart.Line line = line(cart, item);
        if (line.giftOf() != null) {
            cart.declined.add(line.giftOf());
        }
        cart.lines.remove(item);
        return settled(cart);
    }

    String extend(Step step) {
        ModelCart cart = openCart(step);
        cart.lines.replaceAll(
                (item, line) -> line.isHeld(shop.now) ? line.heldUntil(shop.holds.renewed(cart, line)) : line);
        shop.gifts.settle(cart, shop.codes.held(cart), true);
        shop.codes.renew(cart);
        return show(cart);
    }

    String change(Step step) {
        ModelCart cart = openCart(step);
        String user = step.newUser() == null ? cart.user : step.newUser().value();
        if (user != null && !user.equals(cart.user)) {
            shop.holds.requireRoomFor(cart, user);
            shop.limits.requirePurchases(cart, user);
        }
        cart.user = user;
        cart.tier = step.tier();
        if (step.newCodes() != null) {
            cart.codes = step.newCodes();
        }
        return settled(cart);
    }

    String setAttribute(Step step) {
        ModelCart cart = openCart(step);
        if (step.channel() == null) {
            cart.attributes.remove("channel");
        } else {
            cart.attributes.put("channel", step.channel());
        }
        return settled(cart);
    }

    String setCharge(Step step) {
        ModelCart cart = openCart(step);
        cart.charges.put(step.charge(), new ModelCart.Charge(step.tier(), step.number() % 1_500));
        return settled(cart);
    }

    String removeCharge(Step step) {
        ModelCart cart = openCart(step);
        if (cart.charges.remove(step.charge()) == null) {
            throw new Refused("charge_not_found", "charge_code", step.charge());
        }
        return settled(cart);
    }

    String delete(Step step) {
        ModelCart cart = openCart(step);
        cart.lines.clear();
        cart.charges.clear();
        shop.codes.release(cart);
        cart.status = "deleted";
        cart.updatedAt = shop.now;
        return show(cart);
    }
}
