package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderCorrectionRow;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an order after it was placed: a cancellation, a return or a fulfilment.
 *
 * @param id counts the corrections of the order, from 1
 * @param kind what happened
 * @param items the units that it happened to
 * @param charges the charges that were given back
 * @param refundTotal what the order's total falls by; nothing is owed to the buyer unless it was paid before, see {@link
 *     Order#refundDue()}
 * @param reason why, in words; null for none
 * @param reference the caller's own document; null for none
 * @param createdAt when it was made
 * @param actor who made it, see {@link dev.holdfast.Holdfast#as}; null if nobody was named
 */
public record Correction(
        int id,
        CorrectionKind kind,
        List<Item> items,
        List<Charge> charges,
        Money refundTotal,
        @Nullable String reason,
        @Nullable String reference,
        Instant createdAt,
        @Nullable String actor) {
    /** Copies the lists. */
    public Correction {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
    }

    /**
     * Units of an item.
     *
     * @param itemId the item
     * @param quantity how many units
     * @param condition of units that came back; otherwise null
     * @param units which of the item's units; empty if that was left open
     * @param refund their share of what the total falls by
     */
    public record Item(
            int itemId, int quantity, @Nullable ItemCondition condition, List<UnitChoice> units, Money refund) {
        /** Copies the list. */
        public Item {
            units = List.copyOf(units);
        }

        private static Item of(OrderCorrectionRow.Item row, Currency currency) {
            return new Item(
                    row.itemId(),
                    row.quantity(),
                    row.condition() == null ? null : ItemCondition.of(row.condition()),
                    row.units().stream()
                            .map(units -> new UnitChoice(units.group(), units.quantity()))
                            .toList(),
                    new Money(row.refund(), currency));
        }
    }

    /**
     * A charge that was given back.
     *
     * @param code its code
     * @param refund its share of what the total falls by
     */
    public record Charge(String code, Money refund) {}

    /** For Holdfast's own services. */
    Correction(OrderCorrectionRow row, Currency currency) {
        this(
                row.id(),
                CorrectionKind.of(row.kind()),
                row.items().stream().map(item -> Item.of(item, currency)).toList(),
                row.charges().stream()
                        .map(charge -> new Charge(charge.code(), new Money(charge.refund(), currency)))
                        .toList(),
                new Money(row.refundTotal(), currency),
                row.reason(),
                row.reference(),
                row.createdAt(),
                row.actor());
    }
}
