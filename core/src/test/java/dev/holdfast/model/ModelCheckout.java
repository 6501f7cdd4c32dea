package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What buyers buy of the carts of the model: all of one, or some items. */
final class ModelCheckout {
    /** An item that is bought; null for all units of it. */
    record Chosen(int item, @Nullable Integer units) {}

    /**
     * What is sold.
     *
     * @param bought the cart as if it held nothing else, and were its buyer's
     */
    record Sale(ModelCart cart, ModelCart bought, Map<String, Long> unlocked, ModelPrices prices) {}

    private final ModelShop shop;

    ModelCheckout(ModelShop shop) {
        this.shop = shop;
    }

    /** The items that a step names; none for all. */
    List<Chosen> chosen(Step step) {
        if (!step.meansSome()) {
            return List.of();
        }
        int first = shop.carts.itemId(step);
        List<Chosen> chosen = new ArrayList<>(List.of(new Chosen(first, step.chosenUnits())));
        ModelCart cart = shop.carts.find(step);
        if (cart != null && step.meansAnother()) {
            cart.bought().keySet().stream()
                    .filter(item -> item != first)
                    .findFirst()
                    .ifPresent(item -> chosen.add(new Chosen(item, null)));
        }
        return chosen;
    }

    /** What the caller expects to pay: the truth, a cent more, or nothing in particular. */
    @Nullable
    Long expectedTotal(Step step) {
        ModelCart cart = shop.carts.find(step);
        int choice = step.number() % 5;
        if (cart == null || choice > 1) {
            return null;
        }
        Map<String, Long> unlocked = shop.codes.held(cart);
        try {
            return cart.prices(selected(cart, chosen(step), unlocked), unlocked).total() + choice;
        } catch (Refused e) {
            return (long) choice;
        }
    }

    private Map<Integer, ModelCart.Line> selected(ModelCart cart, List<Chosen> chosen, Map<String, Long> unlocked) {
        if (chosen.isEmpty()) {
            if (cart.bought().isEmpty()) {
                throw new Refused("cart_empty", "cart_id", cart.id);
            }
            requireHeld(cart, cart.expiredAt(shop.now));
            return cart.shownAt(shop.now, unlocked);
        }
        Map<Integer, ModelCart.Line> lines = new TreeMap<>();
        Map<Integer, ModelCart.Line> expired = new TreeMap<>();
        for (Chosen item : chosen) {
            ModelCart.Line line = cart.lines.get(item.item);
            boolean isHeld = line != null && line.isHeld(shop.now);
            if (line == null || line.isGift() || (isHeld && item.units != null && item.units > line.quantity())) {
                throw new Refused("validation_failed");
            }
            (isHeld ? lines : expired).put(item.item, item.units == null ? line : line.lowered(item.units));
        }
        List<String> ended = cart.expiredAt(shop.now);
        ended.removeIf(text -> expired.keySet().stream().noneMatch(id -> text.startsWith(id + ":")));
        requireHeld(cart, ended);
        cart.heldAt(shop.now).forEach((item, line) -> {
            if (line.isGift()) {
                lines.put(item, line);
            }
        });
        return cart.earned(lines, unlocked, true);
    }

    private static void requireHeld(ModelCart cart, List<String> expired) {
        if (!expired.isEmpty()) {
            throw new Refused("reservation_expired", "cart_id", cart.id, "items", expired);
        }
    }

    /** What a step buys, at the price that its caller sees. */
    Sale sale(Step step) {
        Long expected = expectedTotal(step);
        ModelCart cart = shop.carts.openCart(step);
        Map<String, Long> unlocked = shop.codes.held(cart);
        Map<Integer, ModelCart.Line> lines = selected(cart, chosen(step), unlocked);
        for (Chosen item : chosen(step)) {
            if (item.units != null) {
                shop.limits.requireParts(cart.lines.get(item.item), item.units);
            }
        }
        String named = step.user();
        if (named != null && cart.user != null && !named.equals(cart.user)) {
            throw new Refused("validation_failed");
        }
        if (cart.user == null) {
            shop.limits.requirePurchases(cart, named);
        }
        long total = cart.prices(lines, unlocked).total();
        if (expected != null && expected != total) {
            throw priceChanged(expected, total);
        }
        ModelCart bought = cart.copy(shop);
        bought.lines.clear();
        bought.lines.putAll(lines);
        bought.user = named == null ? cart.user : named;
        bought.freeze();
        Map<String, Long> unlockedForBuyer = shop.codes.held(cart, bought.user);
        ModelPrices prices = bought.prices(lines, unlockedForBuyer);
        if (prices.total() != total) {
            throw priceChanged(total, prices.total());
        }
        return new Sale(cart, bought, unlockedForBuyer, prices);
    }

    private static Refused priceChanged(long expected, long total) {
        return new Refused(
                "price_changed", "expected_total", Text.cents(expected), "total", Text.cents(total), "currency", "USD");
    }

    String checkOut(Step step) {
        Sale sale = sale(step);
        if (!chosen(step).isEmpty() && sale.cart.user == null && sale.bought.user != null) {
            ModelCart rest = sale.cart.copy(shop);
            sale.bought.lines.forEach((item, line) -> rest.take(item, line.quantity()));
            shop.holds.requireRoomFor(rest, sale.bought.user);
        }
        int order = shop.orders.count() + 1;
        shop.codes.claim(sale, order);
        sale.cart.user = sale.bought.user;
        Map<Integer, List<ModelSource>> sources = new TreeMap<>();
        sale.bought.lines.forEach((item, line) -> {
            ModelCart.Line sold = sale.cart.take(item, line.quantity());
            sources.put(item, shop.backorders.sell(line.variant(), sold.parts()));
        });
        leave(sale.cart, sale.bought, order);
        return shop.orders.place(sale.bought, step, sale.prices, new ModelPayments(), payBy(sale, step), sources);
    }

    private @Nullable Instant payBy(Sale sale, Step step) {
        Integer seconds = step.secondsToPay();
        return seconds == null || sale.prices.total() == 0 ? null : shop.now.plusSeconds(seconds);
    }

    /** A cart of which nothing is left shows what was bought; another goes on, with what its items still earn. */
    void leave(ModelCart cart, ModelCart bought, int order) {
        cart.updatedAt = shop.now;
        bought.order = order;
        bought.status = "checked_out";
        if (cart.bought().isEmpty()) {
            shop.codes.release(cart);
            cart.become(bought);
            return;
        }
        cart.charges.clear();
        shop.codes.settle(cart, shop.codes.obtainable(cart));
        Map<Integer, ModelCart.Line> earned = cart.earned(cart.heldAt(shop.now), shop.codes.held(cart), true);
        cart.lines.keySet().removeIf(item -> cart.lines.get(item).isGift() && !earned.containsKey(item));
        cart.lines.replaceAll((item, line) -> line.isGift() ? earned.get(item) : line);
        shop.codes.settle(cart, shop.codes.obtainable(cart));
    }
}
