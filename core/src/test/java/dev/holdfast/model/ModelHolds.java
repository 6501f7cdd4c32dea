package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What the carts of the model hold: reckoned from their lines whenever somebody asks. */
final class ModelHolds {
    private final ModelShop shop;

    ModelHolds(ModelShop shop) {
        this.shop = shop;
    }

    /**
     * What a cart wants of a variant.
     *
     * @param places where it has to come from; null for anywhere
     */
    record Wanted(int quantity, @Nullable List<String> places) {}

    /** A number of the parts of a variant that carts hold at a place. */
    int parts(long variant, String place, ToIntFunction<ModelPart> number) {
        return held(
                cart -> true,
                line -> line.parts().stream()
                        .filter(part ->
                                line.variant() == variant && part.place().equals(place))
                        .mapToInt(number)
                        .sum());
    }

    /** Units on hand at a place that carts hold. */
    int reserved(String place, long variant) {
        return parts(variant, place, part -> part.units() - part.toCome());
    }

    /** The same, wherever. */
    int reserved(long variant) {
        return held(cart -> true, line -> line.variant() == variant ? line.quantity() - line.backordered() : 0);
    }

    int held(Predicate<ModelCart> filter, ToIntFunction<ModelCart.Line> number) {
        return carts().stream()
                .filter(cart -> cart.isOpen() && filter.test(cart))
                .flatMap(cart -> cart.heldAt(shop.now).values().stream())
                .mapToInt(number)
                .sum();
    }

    private Collection<ModelCart> carts() {
        return shop.carts.all();
    }

    /** Makes a cart hold so many units of each variant, all or none, and answers whether one of the lines is new. */
    boolean hold(ModelCart cart, Map<Long, Wanted> wanted) {
        int newLines = 0;
        int moreLines = 0;
        int moreUnits = 0;
        List<String> shortages = new ArrayList<>();
        wanted.values().forEach(one -> shop.places.requireSelling(one.places()));
        for (Map.Entry<Long, Wanted> entry : wanted.entrySet()) {
            long variant = entry.getKey();
            Wanted one = entry.getValue();
            int mine = mine(cart, variant);
            int more = one.quantity() - mine;
            newLines += cart.itemOf(variant) == null ? 1 : 0;
            moreLines += mine == 0 ? 1 : 0;
            moreUnits += more;
            if (more > 0) {
                shop.requireOnSale(variant);
            }
            shop.limits.requireQuantity(variant, mine, one.quantity());
            shop.limits.requirePurchase(cart, cart.user, variant, more);
            requireAge(cart, variant);
            long there = (long) ModelPart.units(kept(cart, variant, one))
                    + shop.places.available(variant, shop.places.named(one.places()));
            if (more(cart, variant, one) > 0 && one.quantity() > there) {
                shortages.add(Text.shortage(variant, one.quantity(), there));
            }
        }
        if (newLines > 0 && cart.bought().size() + newLines > ModelShop.MAX_ITEMS) {
            throw new Refused("cart_full", "cart_id", cart.id, "limit", ModelShop.MAX_ITEMS);
        }
        requireWithinCeilings(cart, moreUnits, moreLines);
        if (!shortages.isEmpty()) {
            throw new Refused("insufficient_stock", "shortages", shortages);
        }
        wanted.forEach((variant, one) -> put(cart, variant, one));
        return moreLines > 0;
    }

    private int mine(ModelCart cart, long variant) {
        return ModelPart.units(held(cart, variant));
    }

    private List<ModelPart> held(ModelCart cart, long variant) {
        Integer item = cart.itemOf(variant);
        ModelCart.Line line = item == null ? null : cart.lines.get(item);
        return line != null && line.isHeld(shop.now) ? line.parts() : List.of();
    }

    /** What stays where it is. */
    private List<ModelPart> kept(ModelCart cart, long variant, Wanted wanted) {
        List<ModelPart> there = held(cart, variant).stream()
                .filter(part -> wanted.places() == null || wanted.places().contains(part.place()))
                .toList();
        return ModelPart.lowered(there, wanted.quantity());
    }

    private int more(ModelCart cart, long variant, Wanted wanted) {
        return wanted.quantity() - ModelPart.units(kept(cart, variant, wanted));
    }

    private void put(ModelCart cart, long variant, Wanted wanted) {
        List<ModelPart> more = shop.places.take(
                variant, shop.places.named(wanted.places()), more(cart, variant, wanted), held(cart, variant));
        List<ModelPart> kept = kept(cart, variant, wanted);
        Integer item = cart.itemOf(variant);
        ModelCart.Line line = item == null ? null : cart.lines.get(item);
        if (line != null && line.isHeld(shop.now)) {
            cart.hold(item, line.heldUntil(renewed(cart, line)), kept, more);
        } else {
            // A line that has expired keeps its age when it is put again, until it is too old.
            boolean isYoung =
                    line != null && line.since().plus(ModelShop.MAX_AGE).isAfter(shop.now);
            Instant since = line != null && isYoung ? line.since() : shop.now;
            cart.hold(
                    item,
                    new ModelCart.Line(
                            variant,
                            ModelShop.productOf(variant),
                            List.of(),
                            shop.price(variant),
                            shop.minPrice(variant),
                            since,
                            renewal(cart, variant, since),
                            null),
                    kept,
                    more);
        }
    }

    private void requireAge(ModelCart cart, long variant) {
        Integer item = cart.itemOf(variant);
        ModelCart.Line line = item == null ? null : cart.lines.get(item);
        if (item != null && line != null && !line.isHeld(shop.now)) {
            Instant from = line.until().plus(shop.limits.time(cart, variant));
            if (!line.since().plus(ModelShop.MAX_AGE).isAfter(shop.now) && from.isAfter(shop.now)) {
                throw new Refused(
                        "reservation_age",
                        "cart_id",
                        cart.id,
                        "item_id",
                        item,
                        "variant_id",
                        variant,
                        "reserved_since",
                        line.since(),
                        "expired_at",
                        line.until(),
                        "possible_from",
                        from);
            }
        }
    }

    private void requireWithinCeilings(ModelCart cart, int units, int lines) {
        if (units > 0) {
            int held = held(cart::equals, ModelCart.Line::quantity);
            requireWithin(cart, "cart", "units", held, units, ModelShop.UNITS_PER_CART);
            requireUserWithin(cart, cart.user, units, lines);
        }
    }

    /** Refuses to make a cart another user's who would hold too much with it. */
    void requireRoomFor(ModelCart cart, String user) {
        Collection<ModelCart.Line> held = cart.heldAt(shop.now).values();
        int units = held.stream().mapToInt(ModelCart.Line::quantity).sum();
        if (units > 0) {
            requireUserWithin(cart, user, units, held.size());
        }
    }

    /** What a user holds is what all open carts of that user hold. */
    private void requireUserWithin(ModelCart cart, @Nullable String user, int units, int lines) {
        if (user != null) {
            int unitsHeld = held(other -> user.equals(other.user), ModelCart.Line::quantity);
            requireWithin(cart, "user", "units", unitsHeld, units, ModelShop.UNITS_PER_USER);
            int linesHeld = held(other -> user.equals(other.user), line -> 1);
            if (lines > 0) {
                requireWithin(cart, "user", "items", linesHeld, lines, ModelShop.ITEMS_PER_USER);
            }
        }
    }

    private static void requireWithin(
            ModelCart cart, String scope, String counted, int held, int requested, int limit) {
        if (held + requested > limit) {
            throw new Refused(
                    "reservation_limit",
                    "cart_id",
                    cart.id,
                    "scope",
                    scope,
                    "counted",
                    counted,
                    "held",
                    held,
                    "requested",
                    requested,
                    "limit",
                    limit);
        }
    }

    /** When a line ends that is renewed now, which never shortens it. */
    Instant renewed(ModelCart cart, ModelCart.Line line) {
        Instant until = renewal(cart, line.variant(), line.since());
        return until.isAfter(line.until()) ? until : line.until();
    }

    /** The end that a renewal would give a line now. */
    Instant renewal(ModelCart cart, long variant, Instant since) {
        Instant until = shop.now.plus(shop.limits.time(cart, variant));
        Instant latest = since.plus(ModelShop.MAX_AGE);
        return until.isAfter(latest) ? latest : until;
    }
}
