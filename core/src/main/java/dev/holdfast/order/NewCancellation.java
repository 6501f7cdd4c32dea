package dev.holdfast.order;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The units and charges of an order that are to be cancelled. With neither items nor charges, that is all that is left:
 * every unit that was not fulfilled and, if the buyer keeps none, every charge.
 *
 * @param items the units, at most 1,000 entries
 * @param charges the codes of charges that are given back as a whole
 * @param refundTotal what the total is to fall by, as a plain decimal number in the order's currency, if that is less
 *     than the refund that is calculated; null for that one
 * @param reason why, in words; required with a lower refund, otherwise null for none
 */
public record NewCancellation(
        List<ItemUnits> items,
        List<String> charges,
        @Nullable BigDecimal refundTotal,
        @Nullable String reason) {
    /** Copies the lists. */
    public NewCancellation {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
    }

    /** All that is left. */
    public static NewCancellation all() {
        return new NewCancellation(List.of(), List.of(), null, null);
    }

    /** Some units. */
    public static NewCancellation of(ItemUnits... items) {
        return new NewCancellation(List.of(items), List.of(), null, null);
    }
}
