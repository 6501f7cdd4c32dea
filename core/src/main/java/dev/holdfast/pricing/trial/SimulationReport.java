package dev.holdfast.pricing.trial;

import dev.holdfast.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What carts and orders would have cost by other rules.
 *
 * @param priced how many were priced
 * @param effects the effect in each currency, by its code
 */
public record SimulationReport(long priced, List<Effect> effects) {
    /** The most changes that are kept for each currency. */
    public static final int LARGEST = 10;

    /** Copies the list. */
    public SimulationReport {
        effects = List.copyOf(effects);
    }

    /**
     * The effect in one currency.
     *
     * @param currency the ISO 4217 code
     * @param priced how many carts and orders were priced
     * @param paysMore how many would have cost more
     * @param paysLess how many would have cost less
     * @param unchanged how many would have cost the same
     * @param before what all of them cost
     * @param after what all of them would have cost
     * @param difference {@code after} minus {@code before}, negative if customers would have paid less
     * @param largest the largest changes in descending order, at most {@value SimulationReport#LARGEST}
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
     * The effect on one cart or order.
     *
     * @param kind the kind, such as {@code order}
     * @param name the name, unique among those of the kind
     * @param userId the buyer's id, null if unknown
     * @param before what it cost
     * @param after what it would have cost
     * @param difference {@code after} minus {@code before}
     */
    public record Change(
            String kind, String name, @Nullable String userId, Money before, Money after, Money difference) {}
}
