package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cart of the model. A line that has expired stays where it is, and counts for nothing. */
final class ModelCart {
    record Line(long variant, long product, int quantity, long unitPrice, Instant since, Instant until) {
        boolean isHeld(Instant now) {
            return now.isBefore(until);
        }
    }

    final long id;
    final Instant createdAt;
    final Map<Integer, Line> lines = new TreeMap<>();
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
    Integer order;

    ModelCart(long id, Instant now, List<ModelRule> book) {
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
        this.pricedAt = now;
        this.book = book;
    }

    ModelCart copy() {
        ModelCart copy = new ModelCart(id, createdAt, book);
        copy.lines.putAll(lines);
        copy.status = status;
        copy.user = user;
        copy.tier = tier;
        copy.codes = codes;
        copy.pricedAt = pricedAt;
        copy.updatedAt = updatedAt;
        copy.lastItem = lastItem;
        copy.order = order;
        return copy;
    }

    int held(long variant, Instant now) {
        return lines.values().stream()
                .filter(line -> line.variant() == variant && line.isHeld(now))
                .mapToInt(Line::quantity)
                .sum();
    }

    @Nullable
    Integer itemOf(long variant) {
        for (Map.Entry<Integer, Line> entry : lines.entrySet()) {
            if (entry.getValue().variant() == variant) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** What is held, or was bought, at a moment. */
    Map<Integer, Line> heldAt(Instant now) {
        Map<Integer, Line> held = new TreeMap<>();
        lines.forEach((item, line) -> {
            if (!status.equals("open") || line.isHeld(now)) {
                held.put(item, line);
            }
        });
        return held;
    }

    List<String> expiredAt(Instant now) {
        List<String> expired = new ArrayList<>();
        lines.forEach((item, line) -> {
            if (status.equals("open") && !line.isHeld(now)) {
                expired.add(Text.expired(item, line.variant(), line.quantity(), line.until()));
            }
        });
        return expired;
    }

    Map<Integer, Long> totals(Instant now) {
        List<ModelPrices.PricedLine> priced = new ArrayList<>();
        heldAt(now)
                .forEach((item, line) -> priced.add(
                        new ModelPrices.PricedLine(item, line.product(), line.quantity(), line.unitPrice())));
        return ModelPrices.totals(priced, book, tier, codes, pricedAt);
    }

    long subtotal(Instant now) {
        return heldAt(now).values().stream()
                .mapToLong(line -> line.quantity() * line.unitPrice())
                .sum();
    }

    long total(Instant now) {
        return totals(now).values().stream().mapToLong(Long::longValue).sum();
    }

    List<String> items(Instant now, boolean withTimes) {
        Map<Integer, Long> totals = totals(now);
        List<String> items = new ArrayList<>();
        heldAt(now)
                .forEach((item, line) -> items.add(Text.item(
                        item,
                        line.variant(),
                        line.quantity(),
                        line.unitPrice(),
                        totals.get(item),
                        withTimes ? line.until() : null)));
        return items;
    }

    String show(Instant now) {
        return Text.cart(
                id,
                status,
                user,
                tier,
                codes,
                items(now, status.equals("open")),
                expiredAt(now),
                Text.sums(subtotal(now), total(now)),
                order,
                createdAt,
                updatedAt);
    }
}
