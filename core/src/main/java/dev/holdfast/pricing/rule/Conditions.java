package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.promo.PromoCodes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When a rule applies: all that is given here must hold.
 *
 * @param userTiers the buyer's tier is one of these; empty for any buyer
 * @param userIds the buyer is one of these; empty for any
 * @param nthOrder this is the buyer's order of that number, 1 for the first; null for any
 * @param promoCode the cart carries this code; case does not matter; null when none is needed
 * @param storedCodes the cart holds one of the codes that are stored for the rule, see {@link PromoCodes}
 * @param currencies the cart is in one of these, by ISO 4217 code; empty for any
 * @param attributes what is asked of the attributes of the context
 * @param schedule the days and hours at which the rule applies, null for all
 * @param minQuantity units needed: of the line for an item rule, of all selected lines for others; null for none
 * @param minSubtotal amount needed, of all selected lines: for an item rule what they cost before any rule, for others
 *     what they cost by then, unless the policy says otherwise; null for none
 * @param selection the lines that the rule looks at; for a charge rule those that its thresholds are about
 * @param charges codes of the charges that a charge rule looks at; empty for all
 * @param contains what must be in the cart besides, each on its own
 * @param notDiscounted lines that a rule before took something off are passed over
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
    /** Nothing is asked for. */
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

    /** The conditions that most rules make do with. */
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

    /** Whether the rule has to be asked for with a code. */
    public boolean needsCode() {
        return promoCode != null || storedCodes;
    }

    /**
     * What is asked of one attribute of the context, such as {@code channel}.
     *
     * @param name its name
     * @param values what it may be or, when negated, what it may not be
     * @param negated whether the attribute must be none of the values; one that is not there is none of them
     */
    public record AttributeCondition(String name, Set<String> values, boolean negated) {
        /** Copies the values. */
        public AttributeCondition {
            values = Set.copyOf(values);
        }
    }

    /**
     * Something that must be in the cart.
     *
     * @param selection the lines that count
     * @param minQuantity units of them that are needed
     * @param minSubtotal what they must cost, as {@link Conditions#minSubtotal()}; null for any
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
