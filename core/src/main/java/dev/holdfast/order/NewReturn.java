package dev.holdfast.order;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come back of an order. It names at least one item or charge.
 *
 * @param items the units, at most 1,000 entries; an item may be named several times, in different conditions
 * @param charges the codes of charges that are given back as a whole
 * @param refundTotal what the total is to fall by, as a plain decimal number in the order's currency, if that is less
 *     than the refund that is calculated, such as for a restocking fee; null for that one
 * @param reason why, in words; required with a lower refund, otherwise null for none
 */
public record NewReturn(
        List<ReturnedUnits> items,
        List<String> charges,
        @Nullable BigDecimal refundTotal,
        @Nullable String reason) {
    /** Copies the lists. */
    public NewReturn {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
    }

    /** Some units. */
    public static NewReturn of(ReturnedUnits... items) {
        return new NewReturn(List.of(items), List.of(), null, null);
    }
}
