package dev.holdfast.pricing;

import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Conditions.AttributeCondition;
import dev.holdfast.pricing.rule.Conditions.Contained;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.Schedule;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/**
 * Says in words what a rule does and for whom, such as {@code 20% off items in shirts, from 3 units, for gold buyers}.
 * Leaves out how it combines with other rules, whether it is active, and when it starts and ends. Immutable.
 *
 * @see QuoteText
 * @see ReasonText
 */
public final class RuleText {
    private final SelectionText selections;

    /**
     * Texts with the names of a shop's goods.
     *
     * @param products returns what to call a product with an id, such as its handle
     * @param variants returns what to call a variant with an id, such as its SKU
     */
    public RuleText(LongFunction<String> products, LongFunction<String> variants) {
        this.selections = new SelectionText(products, variants);
    }

    /** The text of a rule, which calls products and variants by their ids. */
    public static String of(PricingRule rule) {
        return new RuleText(id -> "product " + id, id -> "variant " + id).write(rule);
    }

    /** The text of a rule, on one line. */
    public String write(PricingRule rule) {
        Conditions conditions = rule.conditions();
        List<String> parts = new ArrayList<>();
        parts.add(rule.discounts().stream()
                .map(discount -> discount(rule, discount))
                .collect(Collectors.joining(" and ")));
        minimums(rule.target(), conditions, parts);
        buyers(conditions, parts);
        carts(conditions, parts);
        if (rule.maxDiscount() != null) {
            parts.add("at most " + rule.maxDiscount() + " off in all");
        }
        return String.join(", ", parts);
    }

    private String discount(PricingRule rule, ScopedDiscount scoped) {
        Conditions conditions = rule.conditions();
        if (rule.target() == Target.CHARGE) {
            String charges = conditions.charges().isEmpty()
                    ? "all charges"
                    : (conditions.charges().size() == 1 ? "the charge " : "the charges ")
                            + list(conditions.charges(), "and");
            return new DiscountText(rule.target(), charges, selections).write(scoped);
        }
        String items = scoped.selection().equals(Selection.ALL)
                ? selections.items(conditions.selection())
                : conditions.selection().equals(Selection.ALL)
                        ? selections.items(scoped.selection())
                        : selections.items(conditions.selection()) + " that are "
                                + selections.items(scoped.selection());
        return new DiscountText(rule.target(), items, selections).write(scoped);
    }

    private void minimums(Target target, Conditions conditions, List<String> parts) {
        // The items of a charge rule only count for its minimums.
        String of = target == Target.CHARGE && !conditions.selection().equals(Selection.ALL)
                ? " of " + selections.items(conditions.selection())
                : "";
        if (conditions.minQuantity() != null) {
            parts.add("from " + SelectionText.units(conditions.minQuantity()) + (target == Target.ITEM ? "" : " in all")
                    + of);
        }
        if (conditions.minSubtotal() != null) {
            parts.add("from " + conditions.minSubtotal() + of);
        }
        if (conditions.notDiscounted()) {
            parts.add("unless already discounted");
        }
    }

    private static void buyers(Conditions conditions, List<String> parts) {
        if (!conditions.userTiers().isEmpty()) {
            parts.add("for " + list(conditions.userTiers(), "or") + " buyers");
        }
        if (!conditions.userIds().isEmpty()) {
            parts.add((conditions.userIds().size() == 1 ? "for the user " : "for the users ")
                    + list(conditions.userIds(), "and"));
        }
        if (conditions.nthOrder() != null) {
            parts.add("on a buyer's order number " + conditions.nthOrder());
        }
        if (conditions.promoCode() != null) {
            parts.add("with the code " + conditions.promoCode());
        }
        if (conditions.storedCodes()) {
            parts.add("with one of its stored codes");
        }
    }

    private void carts(Conditions conditions, List<String> parts) {
        if (!conditions.currencies().isEmpty()) {
            parts.add("in " + list(conditions.currencies(), "or"));
        }
        for (AttributeCondition attribute : conditions.attributes()) {
            parts.add("if " + attribute.name() + (attribute.negated() ? " is not " : " is ")
                    + list(attribute.values(), "or"));
        }
        for (Contained contained : conditions.contains()) {
            parts.add("with " + SelectionText.units(contained.minQuantity()) + " of "
                    + selections.items(contained.selection()) + " in the cart"
                    + (contained.minSubtotal() == null ? "" : " for at least " + contained.minSubtotal()));
        }
        if (conditions.schedule() != null) {
            parts.add(schedule(conditions.schedule()));
        }
    }

    private static String schedule(Schedule schedule) {
        String days = schedule.weekdays().stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .collect(Collectors.joining(", "));
        String on = days.isEmpty() || schedule.weekdays().size() == DayOfWeek.values().length ? "" : "on " + days;
        boolean wholeDay = schedule.from().equals(schedule.to());
        String hours = wholeDay ? "" : "from " + schedule.from() + " to " + schedule.to();
        return String.join(" ", List.of(on.isEmpty() && wholeDay ? "on all days" : on, hours))
                        .strip() + " (" + schedule.zone() + ")";
    }

    private static String list(Collection<String> words, String last) {
        return SelectionText.list(words.stream().sorted().toList(), last);
    }
}
