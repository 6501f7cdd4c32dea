package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other rules would have done to carts and orders.
 *
 * @param priced how many were priced
 * @param effects one for each currency, by its code
 */
public record SimulationReport(long priced, List<Effect> effects) {
    /** How many of the largest changes are kept of each currency. */
    public static final int LARGEST = 10;

    /** Copies the list. */
    public SimulationReport {
        effects = List.copyOf(effects);
    }

    /**
     * The effect in one currency.
     *
     * @param currency its code
     * @param priced how many carts and orders were priced
     * @param paysMore how many would have cost more
     * @param paysLess how many would have cost less
     * @param unchanged how many would have cost the same
     * @param before what all of them cost
     * @param after what all of them would have cost
     * @param difference {@code after} less {@code before}; negative when the shop takes in less
     * @param largest those that change most, the largest change first; at most {@value SimulationReport#LARGEST}
     */
    public record Effect(
            String currency,
            long priced,
            long paysMore,
            long paysLess,
            long unchanged,
            Money before,
            Money after,
            Money difference,
            List<Change> largest) {
        /** Copies the list. */
        public Effect {
            largest = List.copyOf(largest);
        }
    }

    /**
     * What changes for one cart or order.
     *
     * @param kind what it is, such as {@code order}
     * @param name tells it from others of its kind
     * @param userId who buys, null when not known
     * @param before what it cost
     * @param after what it would have cost
     * @param difference {@code after} less {@code before}
     */
    public record Change(
            String kind, String name, @Nullable String userId, Money before, Money after, Money difference) {}
}
