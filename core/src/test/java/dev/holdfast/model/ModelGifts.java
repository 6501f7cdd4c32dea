package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gifts of the carts of the model. */
final class ModelGifts {
    private final ModelShop shop;

    ModelGifts(ModelShop shop) {
        this.shop = shop;
    }

    /**
     * Makes a cart hold the gifts that are due and can be had, and no others, when all else about it has changed.
     *
     * @param unlocked the rules whose stored codes count, and the most that each may take off
     * @param asHeld whether the cart keeps what it holds, because only its time is changed
     */
    void settle(ModelCart cart, Map<String, Long> unlocked, boolean asHeld) {
        cart.lines.values().removeIf(line -> line.isGift() && !line.isHeld(shop.now));
        Map<Integer, ModelCart.Line> bought = cart.bought();
        bought.values().removeIf(line -> !line.isHeld(shop.now));
        List<ModelPrices.Offer> offers = cart.prices(bought, unlocked).offers();
        cart.declined.retainAll(offers.stream().map(ModelPrices.Offer::rule).toList());
        List<ModelPrices.Offer> given = new ArrayList<>();
        for (ModelPrices.Offer offered : offers) {
            Integer item = itemOf(cart, offered);
            ModelPrices.Offer offer =
                    onSale(offered, item == null ? 0 : cart.lines.get(item).quantity());
            if (offer.quantity() == 0 || cart.declined.contains(offer.rule())) {
                continue;
            }
            if (isFree(cart, bought, unlocked, offer)) {
                given.add(offer);
            } else if (asHeld && item != null) {
                given.add(new ModelPrices.Offer(
                        offer.rule(), offer.variant(), cart.lines.get(item).quantity()));
            }
        }
        cart.lines
                .entrySet()
                .removeIf(entry -> entry.getValue().isGift()
                        && given.stream().noneMatch(offer -> entry.getKey().equals(itemOf(cart, offer))));
        // Whatever expires first may be what earns it.
        Instant until = bought.values().stream()
                .map(ModelCart.Line::until)
                .min(Instant::compareTo)
                .orElse(shop.now);
        for (ModelPrices.Offer offer : given) {
            Integer item = itemOf(cart, offer);
            ModelCart.Line line = item == null ? newLine(offer) : cart.lines.get(item);
            List<String> places = shop.places.selling();
            int more = Math.min(
                    Math.max(0, offer.quantity() - line.quantity()), shop.places.onHand(offer.variant(), places));
            List<ModelPart> kept = line.lowered(offer.quantity()).parts();
            List<ModelPart> taken = shop.places.take(offer.variant(), places, more, line.parts());
            if (kept.size() + taken.size() > 0) {
                cart.hold(item, line.heldUntil(until), kept, taken);
            }
        }
    }

    /** What is given of an offer: of a product that is not for sale no more than the cart has. */
    private ModelPrices.Offer onSale(ModelPrices.Offer offer, int held) {
        return shop.isOnSale(offer.variant())
                ? offer
                : new ModelPrices.Offer(offer.rule(), offer.variant(), Math.min(held, offer.quantity()));
    }

    /** The item that holds a gift; null when there is none. */
    private static @Nullable Integer itemOf(ModelCart cart, ModelPrices.Offer offer) {
        for (Map.Entry<Integer, ModelCart.Line> entry : cart.lines.entrySet()) {
            if (offer.rule().equals(entry.getValue().giftOf())
                    && entry.getValue().variant() == offer.variant()) {
                return entry.getKey();
            }
        }
        return null;
    }

    private ModelCart.Line newLine(ModelPrices.Offer offer) {
        long variant = offer.variant();
        return new ModelCart.Line(
                variant,
                ModelShop.productOf(variant),
                List.of(),
                shop.price(variant),
                null,
                shop.now,
                shop.now,
                offer.rule());
    }

    /** Whether nothing would have to be paid for all units of a gift. */
    private boolean isFree(
            ModelCart cart, Map<Integer, ModelCart.Line> bought, Map<String, Long> unlocked, ModelPrices.Offer offer) {
        Integer item = itemOf(cart, offer);
        ModelCart.Line line = item == null ? newLine(offer) : cart.lines.get(item);
        Map<Integer, ModelCart.Line> with = new TreeMap<>(bought);
        int id = item == null ? cart.lastItem + 1 : item;
        with.put(id, line.priced(offer.quantity()));
        return cart.prices(with, unlocked).ofLine(id) == 0;
    }
}
