package dev.holdfast.internal.cart;

import dev.holdfast.internal.kit.KitPart;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.VariantRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An item of a cart: a row of {@code cart_items} for each counter that holds units of it, with the names that are shown
 * with it.
 *
 * @param holds where its units come from, in the order in which they were taken; at least one
 * @param minUnitPrice the price of a unit below which no rule goes; null for none
 * @param metadata as {@link dev.holdfast.internal.json.MetadataJson} reads it
 * @param giftRule the code of the rule that gives it away; null if the buyer chose it
 */
public record CartItemRow(
        int id,
        List<Hold> holds,
        long productId,
        @Nullable String category,
        long unitPrice,
        @Nullable Long minUnitPrice,
        Instant reservedSince,
        Instant reservedUntil,
        String sku,
        String name,
        Map<String, Object> metadata,
        @Nullable String giftRule) {

    /** The variant. */
    public long variantId() {
        return holds.get(0).itemVariantId();
    }

    /** Its units; of a kit that has expired and is partly taken away there may be none. */
    public int quantity() {
        int units = 0;
        for (Hold hold : holds) {
            units += hold.part() == null ? hold.quantity() : 0;
        }
        return units;
    }

    /** What it consists of if it is a kit, as it was when it was put, by variant; null if it is none. */
    public @Nullable KitRow kit() {
        Map<Long, Integer> units = null;
        for (Hold hold : holds) {
            Hold.Part part = hold.part();
            if (part != null) {
                units = units == null ? new TreeMap<>() : units;
                units.put(hold.key().variantId(), part.units());
            }
        }
        return units == null
                ? null
                : new KitRow(
                        variantId(),
                        units.entrySet().stream()
                                .map(entry -> new KitPart(entry.getKey(), entry.getValue()))
                                .toList());
    }

    /** Units of them that are not on hand. */
    public int backordered() {
        int units = 0;
        for (Hold hold : holds) {
            units += hold.backordered();
        }
        return units;
    }

    /** Units of those that were promised for a time. */
    public int preordered() {
        int units = 0;
        for (Hold hold : holds) {
            units += hold.preordered();
        }
        return units;
    }

    /** When all of them are there, as it was promised; null if there are none. */
    public @Nullable Instant availableAt() {
        Instant last = null;
        for (Hold hold : holds) {
            Instant at = hold.availableAt();
            last = at != null && (last == null || at.isAfter(last)) ? at : last;
        }
        return last;
    }

    /** Units of a counter that it holds. */
    public int quantity(StockKey key) {
        int units = 0;
        for (Hold hold : holds) {
            units += hold.key().equals(key) ? hold.quantity() : 0;
        }
        return units;
    }

    /** Units of a counter that it holds and that are not on hand. */
    public int backordered(StockKey key) {
        int units = 0;
        for (Hold hold : holds) {
            units += hold.key().equals(key) ? hold.backordered() : 0;
        }
        return units;
    }

    /** Whether the reservation has ended. */
    public boolean isExpired(Instant now) {
        return !reservedUntil.isAfter(now);
    }

    /** An item that a rule gives away. */
    public static CartItemRow gift(
            int id, List<Hold> holds, VariantRow variant, Instant since, Instant until, String rule) {
        return new CartItemRow(
                id,
                holds,
                variant.productId(),
                variant.category(),
                variant.price(),
                null,
                since,
                until,
                variant.sku(),
                variant.name(),
                Map.of(),
                rule);
    }

    /** Whether it is given away. */
    public boolean isGift() {
        return giftRule != null;
    }

    /** The item with so many of its units, held until another time; those that are on hand stay as long as they can. */
    public CartItemRow holding(int fewer, Instant until) {
        return with(fewer == quantity() ? holds : Hold.lowered(holds, fewer), until);
    }

    /** What is left of the item without some of its units. */
    public CartItemRow without(CartItemRow units) {
        return with(Hold.less(holds, units.holds), reservedUntil);
    }

    /** The item with other holds, until another time. */
    public CartItemRow with(List<Hold> otherHolds, Instant until) {
        return new CartItemRow(
                id,
                otherHolds,
                productId,
                category,
                unitPrice,
                minUnitPrice,
                reservedSince,
                until,
                sku,
                name,
                metadata,
                giftRule);
    }

    /** The item with one more of its rows; the first in order is the row with its id. */
    public CartItemRow and(CartItemRow row) {
        List<Hold> all = new ArrayList<>(holds);
        all.addAll(row.holds);
        all.sort(Comparator.comparingInt(Hold::rowId));
        return with(List.copyOf(all), reservedUntil);
    }

    /** Its rows, each as an item with one hold. */
    List<CartItemRow> rows() {
        return holds.size() == 1
                ? List.of(this)
                : holds.stream().map(hold -> with(List.of(hold), reservedUntil)).toList();
    }

    /** The id of its row, of which it must have one. */
    int rowId() {
        return holds.get(0).rowId();
    }

    /** The hold that is its row, of which it must have one. */
    Hold row() {
        return holds.get(0);
    }

    /** The item with other metadata. */
    public CartItemRow with(Map<String, Object> otherMetadata) {
        return new CartItemRow(
                id,
                holds,
                productId,
                category,
                unitPrice,
                minUnitPrice,
                reservedSince,
                reservedUntil,
                sku,
                name,
                otherMetadata,
                giftRule);
    }

    /** The expired item that remains when its reservation has ended. */
    public ExpiredItemRow expire() {
        Hold first = holds.get(0);
        StockKey key = first.part() == null ? first.key() : StockKey.of(variantId());
        return new ExpiredItemRow(id, key, quantity(), reservedSince, reservedUntil, sku, name, metadata);
    }
}
