package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies: all that is given here must hold.
 *
 * @param userTiers the buyer's tier is one of these; empty for any buyer
 * @param promoCode the cart carries this code; case does not matter; null when none is needed
 * @param minQuantity units needed: of the line for an item rule, of all selected lines for an order rule; null for none
 * @param minSubtotal amount needed: for an item rule what the selected lines cost before any rule, for an order rule
 *     what they cost by then; null for none
 * @param selection the lines that the rule looks at
 */
public record Conditions(
        Set<String> userTiers,
        @Nullable String promoCode,
        @Nullable Integer minQuantity,
        @Nullable Money minSubtotal,
        Selection selection) {
    /** Nothing is asked for. */
    public static final Conditions NONE = new Conditions(Set.of(), null, null, null, Selection.ALL);

    /** Copies the tiers. */
    public Conditions {
        userTiers = Set.copyOf(userTiers);
    }
}
