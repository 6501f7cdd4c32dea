package dev.holdfast.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cart of the model. A line that has expired stays where it is, and counts for nothing; a gift that has expired is
 * not there.
 */
final class ModelCart {
    record Line(
            long variant,
            long product,
            List<ModelPart> parts,
            long unitPrice,
            @Nullable Long minUnitPrice,
            Instant since,
            Instant until,
            @Nullable String giftOf) {
        boolean isHeld(Instant now) {
            return now.isBefore(until);
        }

        boolean isGift() {
            return giftOf != null;
        }

        int quantity() {
            return ModelPart.units(parts);
        }

        int backordered() {
            return ModelPart.toCome(parts);
        }

        Line holding(List<ModelPart> others, Instant end) {
            return new Line(variant, product, others, unitPrice, minUnitPrice, since, end, giftOf);
        }

        Line lowered(int units) {
            return holding(ModelPart.lowered(parts, units), until);
        }

        Line heldUntil(Instant end) {
            return holding(parts, end);
        }

        /** With so many units, from wherever, to see what they would cost. */
        Line priced(int units) {
            return holding(List.of(new ModelPart("anywhere", units, 0, null)), until);
        }
    }

    /** What the cart costs besides; the name is for people. */
    record Charge(@Nullable String name, long amount) {}

    private final ModelShop shop;
    final long id;
    final Instant createdAt;
    final Map<Integer, Line> lines = new TreeMap<>();
    final Map<String, Charge> charges = new TreeMap<>();
    final Map<String, String> attributes = new TreeMap<>();
    final TreeSet<String> declined = new TreeSet<>();
    String status = "open";

    @Nullable
    String user;

    @Nullable
    String tier;

    List<String> codes = List.of();
    List<ModelRule> book;
    Instant pricedAt;
    Instant updatedAt;
    int lastItem;

    @Nullable
    Duration time;

    @Nullable
    Integer order;

    /** How many orders its user had placed when it was bought; what came later does not matter to its price. */
    private @Nullable Integer placedBefore;

    private boolean isFrozen;

    ModelCart(ModelShop shop, long id, Instant now, List<ModelRule> book) {
        this.shop = shop;
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
        this.pricedAt = now;
        this.book = book;
    }

    ModelCart copy(ModelShop other) {
        ModelCart copy = new ModelCart(other, id, createdAt, book);
        copy.lines.putAll(lines);
        copy.charges.putAll(charges);
        copy.attributes.putAll(attributes);
        copy.declined.addAll(declined);
        copy.status = status;
        copy.user = user;
        copy.tier = tier;
        copy.codes = codes;
        copy.pricedAt = pricedAt;
        copy.updatedAt = updatedAt;
        copy.lastItem = lastItem;
        copy.time = time;
        copy.order = order;
        copy.placedBefore = placedBefore;
        copy.isFrozen = isFrozen;
        return copy;
    }

    /** Makes its price one that no later order of its user changes. */
    void freeze() {
        placedBefore = ordersPlaced();
        isFrozen = true;
    }

    /** Shows what was bought of it last. */
    void become(ModelCart bought) {
        lines.clear();
        lines.putAll(bought.lines);
        charges.clear();
        charges.putAll(bought.charges);
        attributes.clear();
        attributes.putAll(bought.attributes);
        status = bought.status;
        user = bought.user;
        tier = bought.tier;
        codes = bought.codes;
        book = bought.book;
        pricedAt = bought.pricedAt;
        order = bought.order;
        placedBefore = bought.placedBefore;
        isFrozen = true;
    }

    /**
     * A line holds units that it keeps, and more.
     *
     * @param item the number of the line; null for a new one
     */
    void hold(@Nullable Integer item, Line line, List<ModelPart> kept, List<ModelPart> more) {
        int id = item == null ? ++lastItem : item;
        List<ModelPart> parts = ModelPart.plus(kept, more);
        // Each further place of a line uses up a number.
        lastItem += parts.size() - Math.max(1, kept.size());
        lines.put(id, line.holding(parts, line.until()));
    }

    /** Units leave it, those on hand first; a line without any is gone. Answers what has left. */
    Line take(int item, int units) {
        Line line = Objects.requireNonNull(lines.remove(item));
        Line taken = line.lowered(Math.min(units, line.quantity()));
        List<ModelPart> left = ModelPart.less(line.parts(), taken.parts());
        if (!left.isEmpty()) {
            lines.put(item, line.holding(left, line.until()));
        }
        return taken;
    }

    boolean isOpen() {
        return status.equals("open");
    }

    /** The item of a variant that its buyer chose, held or expired. */
    @Nullable
    Integer itemOf(long variant) {
        for (Map.Entry<Integer, Line> entry : bought().entrySet()) {
            if (entry.getValue().variant() == variant) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** What its buyer chose, held or expired. */
    Map<Integer, Line> bought() {
        Map<Integer, Line> bought = new TreeMap<>(lines);
        bought.values().removeIf(Line::isGift);
        return bought;
    }

    /** How many orders its user has placed before it, or is paying for elsewhere; null for nobody. */
    @Nullable
    Integer ordersPlaced() {
        return isFrozen ? placedBefore : shop.orders.placedBy(user, id);
    }

    /** What is held, or was bought, at a moment; gifts are among it. */
    Map<Integer, Line> heldAt(Instant now) {
        Map<Integer, Line> held = new TreeMap<>(lines);
        held.values().removeIf(line -> isOpen() && !line.isHeld(now));
        return held;
    }

    /** The same without gifts that are no longer due, because the user has placed an order elsewhere. */
    Map<Integer, Line> shownAt(Instant now, Map<String, Long> unlocked) {
        return earned(heldAt(now), unlocked, false);
    }

    /**
     * Lines without the gifts that the others do not earn.
     *
     * @param inPart whether a gift of which fewer units are earned is those, and not nothing
     */
    Map<Integer, Line> earned(Map<Integer, Line> lines, Map<String, Long> unlocked, boolean inPart) {
        Map<Integer, Line> earned = new TreeMap<>(lines);
        ModelPrices prices = prices(lines, unlocked);
        lines.forEach((item, line) -> {
            if (line.isGift()) {
                int due = prices.offers().stream()
                        .filter(offer -> offer.rule().equals(line.giftOf()))
                        .mapToInt(ModelPrices.Offer::quantity)
                        .sum();
                if (due == 0 || (!inPart || due >= line.quantity()) && prices.ofLine(item) > 0) {
                    earned.remove(item);
                } else if (inPart && due < line.quantity()) {
                    earned.put(item, line.lowered(due));
                }
            }
        });
        // Another gift may have to be paid for now.
        return earned.equals(lines) ? earned : earned(earned, unlocked, inPart);
    }

    List<String> expiredAt(Instant now) {
        List<String> expired = new ArrayList<>();
        bought().forEach((item, line) -> {
            if (isOpen() && !line.isHeld(now)) {
                expired.add(Text.expired(item, line.variant(), line.quantity(), line.until()));
            }
        });
        return expired;
    }

    /** Its prices, with so much for the rules that stored codes unlock. */
    ModelPrices prices(Instant now, Map<String, Long> unlocked) {
        return prices(shownAt(now, unlocked), unlocked);
    }

    /** The prices that it would have with other lines. */
    ModelPrices prices(Map<Integer, Line> priced, Map<String, Long> unlocked) {
        List<ModelPrices.PricedLine> pricedLines = new ArrayList<>();
        priced.forEach((item, line) -> pricedLines.add(new ModelPrices.PricedLine(
                item,
                line.variant(),
                line.product(),
                line.quantity(),
                line.unitPrice(),
                line.minUnitPrice(),
                line.giftOf())));
        Map<String, Long> amounts = new TreeMap<>();
        charges.forEach((code, charge) -> amounts.put(code, charge.amount()));
        return new ModelPrices(
                new ModelPrices.Basket(
                        pricedLines, amounts, tier, codes, attributes, unlocked, ordersPlaced(), pricedAt),
                book);
    }

    private List<String> items(Map<Integer, Line> shown, ModelPrices prices) {
        List<String> items = new ArrayList<>();
        shown.forEach((item, line) -> {
            List<ModelPart> toCome = order == null ? line.parts() : shop.orders.waiting(order, item);
            items.add(item(item, line, ModelPart.waiting(toCome), prices, isOpen() ? line.until() : null));
        });
        return items;
    }

    /** Lines that are held until a time; null for those that are bought. */
    List<String> items(Map<Integer, Line> shown, ModelPrices prices, @Nullable Instant until) {
        List<String> items = new ArrayList<>();
        shown.forEach((item, line) -> items.add(item(item, line, ModelPart.waiting(line.parts()), prices, until)));
        return items;
    }

    /** Its lines as an order shows them, which says elsewhere where they come from. */
    List<String> ordered(ModelPrices prices) {
        List<String> items = new ArrayList<>();
        lines.forEach((item, line) -> items.add(item(item, line, "", prices, null)));
        return items;
    }

    private static String item(int id, Line line, String waiting, ModelPrices prices, @Nullable Instant until) {
        return Text.item(
                id,
                line.variant(),
                line.quantity(),
                waiting,
                until == null
                        ? List.of()
                        : line.parts().stream().map(ModelPart::show).toList(),
                line.unitPrice(),
                prices.ofLine(id),
                line.giftOf(),
                until);
    }

    List<String> charges(ModelPrices prices) {
        List<String> shown = new ArrayList<>();
        charges.forEach(
                (code, charge) -> shown.add(Text.charge(code, charge.name(), charge.amount(), prices.ofCharge(code))));
        return shown;
    }

    /** Gifts that are due and not there. */
    private List<String> missingGifts(Map<Integer, Line> shown, ModelPrices prices) {
        List<String> missing = new ArrayList<>();
        for (ModelPrices.Offer offer : prices.offers()) {
            if (shown.values().stream().noneMatch(line -> offer.rule().equals(line.giftOf()))) {
                missing.add(offer.rule() + (declined.contains(offer.rule()) ? " gift_declined" : " gift_unavailable"));
            }
        }
        return missing;
    }

    String show(Instant now, Map<String, Long> unlocked) {
        Map<Integer, Line> shown = shownAt(now, unlocked);
        ModelPrices prices = prices(shown, unlocked);
        return Text.cart(
                id,
                status,
                user,
                tier,
                codes,
                items(shown, prices),
                expiredAt(now),
                charges(prices) + " " + attributes + " missing " + missingGifts(shown, prices) + " "
                        + Text.sums(prices.subtotal(), prices.chargeTotal(), prices.total()),
                order,
                createdAt,
                updatedAt);
    }
}
