package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies, and to what. All conditions must hold.
 *
 * @param userTiers the buyer's tier must be one of these; empty for any
 * @param userIds the buyer's id must be one of these; empty for any
 * @param nthOrder the order must be the buyer's nth, 1 for the first; null for any
 * @param promoCode the cart must carry this code, in any letter case; null for none
 * @param storedCodes whether the cart must hold one of the {@linkplain dev.holdfast.promo.PromoCodes codes stored} for
 *     the rule
 * @param currencies the currency of the cart must be one of these ISO 4217 codes; empty for any
 * @param attributes conditions on the attributes of the cart
 * @param schedule the days and hours at which the rule applies, null for all
 * @param minQuantity the least number of units: of the item for an item rule, of all selected items otherwise; null for
 *     no minimum
 * @param minSubtotal the least that all selected items must cost: before any rule for an item rule, after the item
 *     rules otherwise, unless the policy says something else; null for no minimum
 * @param selection the items that the rule looks at; for a charge rule, those that count for its minimums
 * @param charges codes of the charges that a charge rule looks at; empty for all
 * @param contains further selections, each of which must be in the cart
 * @param notDiscounted whether items that an earlier rule has discounted are left out
 */
public record Conditions(
        Set<String> userTiers,
        Set<String> userIds,
        @Nullable Integer nthOrder,
        @Nullable String promoCode,
        boolean storedCodes,
        Set<String> currencies,
        List<AttributeCondition> attributes,
        @Nullable Schedule schedule,
        @Nullable Integer minQuantity,
        @Nullable Money minSubtotal,
        Selection selection,
        Set<String> charges,
        List<Contained> contains,
        boolean notDiscounted) {
    /** No conditions, for all items. */
    public static final Conditions NONE = new Conditions(Set.of(), null, null, null, Selection.ALL);

    /** Copies the collections. */
    public Conditions {
        userTiers = Set.copyOf(userTiers);
        userIds = Set.copyOf(userIds);
        currencies = Set.copyOf(currencies);
        attributes = List.copyOf(attributes);
        charges = Set.copyOf(charges);
        contains = List.copyOf(contains);
    }

    /** The conditions that most rules need. */
    public Conditions(
            Set<String> userTiers,
            @Nullable String promoCode,
            @Nullable Integer minQuantity,
            @Nullable Money minSubtotal,
            Selection selection) {
        this(
                userTiers,
                Set.of(),
                null,
                promoCode,
                false,
                Set.of(),
                List.of(),
                null,
                minQuantity,
                minSubtotal,
                selection,
                Set.of(),
                List.of(),
                false);
    }

    /** Whether the rule applies only with a promo code. */
    public boolean needsCode() {
        return promoCode != null || storedCodes;
    }

    /**
     * A condition on one attribute of the cart, such as {@code channel}.
     *
     * @param name the name of the attribute
     * @param values the values that it may have or, if negated, must not have
     * @param negated whether the attribute must be absent or have none of the values
     */
    public record AttributeCondition(String name, Set<String> values, boolean negated) {
        /** Copies the values. */
        public AttributeCondition {
            values = Set.copyOf(values);
        }
    }

    /**
     * A selection that must be in the cart.
     *
     * @param selection the items that count
     * @param minQuantity the least number of their units
     * @param minSubtotal the least that they must cost, as for {@link Conditions#minSubtotal()}; null for no minimum
     */
    public record Contained(
            Selection selection, int minQuantity, @Nullable Money minSubtotal) {}

    Stream<Money> amounts() {
        Stream<Money> ofContained = contains.stream()
                .flatMap(contained ->
                        Stream.concat(contained.selection().amounts(), Stream.ofNullable(contained.minSubtotal())));
        return Stream.concat(Stream.concat(selection.amounts(), ofContained), Stream.ofNullable(minSubtotal));
    }
}
