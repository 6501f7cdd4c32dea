package dev.holdfast.pricing.trial;

import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rules to simulate, and on which carts and orders.
 *
 * @param rules rules to add, or to replace the shop's rules of the same code
 * @param alone whether only {@code rules} and {@code drafts} are simulated; otherwise together with the shop's other
 *     rules
 * @param drafts codes of the shop's rules that are simulated as if they were active
 * @param ignoreDates whether the start and end of {@code rules} and {@code drafts} are ignored
 * @param policy the pricing policy, null for the one that each cart or order was priced with
 * @param from the start of the period in which orders were placed and open carts last changed
 * @param to the end of the period, exclusive
 * @param orders whether orders are priced again
 * @param carts whether open carts are priced again
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

    /** A simulation of the shop's rules and further ones on all orders and open carts of a period. */
    public static SimulationRequest of(List<PricingRule> rules, Instant from, Instant to) {
        return new SimulationRequest(rules, false, Set.of(), false, null, from, to, true, true);
    }
}
