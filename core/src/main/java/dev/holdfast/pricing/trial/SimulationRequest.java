package dev.holdfast.pricing.trial;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are to be tried on which carts and orders.
 *
 * @param rules rules that are tried in place of those of the same code, or besides
 * @param alone whether they are tried alone; otherwise together with the other rules of the shop as they stand
 * @param drafts codes of rules of the shop that are tried as if they were active
 * @param ignoreDates whether {@code rules} and {@code drafts} are tried whenever they start and end
 * @param policy the arithmetic to be tried, null for that which each was priced with
 * @param from orders placed, and open carts last changed, from then on
 * @param to and before then
 * @param orders whether orders are priced again
 * @param carts whether open carts are
 */
public record SimulationRequest(
        List<PricingRule> rules,
        boolean alone,
        Set<String> drafts,
        boolean ignoreDates,
        @Nullable PricingPolicy policy,
        Instant from,
        Instant to,
        boolean orders,
        boolean carts) {
    /** Copies the collections. */
    public SimulationRequest {
        rules = List.copyOf(rules);
        drafts = Set.copyOf(drafts);
    }

    /** Rules besides those of the shop, on all orders and carts of a time. */
    public static SimulationRequest of(List<PricingRule> rules, Instant from, Instant to) {
        return new SimulationRequest(rules, false, Set.of(), false, null, from, to, true, true);
    }
}
