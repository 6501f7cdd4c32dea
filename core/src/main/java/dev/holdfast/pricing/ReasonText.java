package dev.holdfast.pricing;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reasons of an explanation in plain words, near misses with what is missing. Immutable and thread-safe. */
public final class ReasonText {
    private ReasonText() {}

    /** Why a rule took nothing off, or less than it might have; empty when it simply applied. */
    public static String of(RuleOutcome outcome) {
        String reason = outcome.reason();
        if (reason == null) {
            return "";
        }
        Map<String, Object> facts = outcome.facts();
        return switch (reason) {
            case "inactive" -> "is a draft";
            case "not_started" -> "starts at " + text(facts.get("starts_at"));
            case "ended" -> "ended at " + text(facts.get("ended_at"));
            case "schedule" -> "does not apply at this hour";
            case "currency" ->
                "is for " + text(facts.get("required")) + ", and this is in " + text(facts.get("present"));
            case "promo_code" -> "needs a promo code";
            case "unknown_promo_code" -> "is not a known promo code";
            case "code_inactive" -> "the code " + text(facts.get("promo_code")) + " is switched off";
            case "exhausted" -> "the code " + text(facts.get("promo_code")) + " is used up";
            case "user_required" -> "the code " + text(facts.get("promo_code")) + " is only for known buyers";
            case "user_limit" -> "the code " + text(facts.get("promo_code")) + " is used up for this buyer";
            case "budget_spent" -> budget(facts);
            case "another_code" -> "another code of the cart counts for it";
            case "not_held" ->
                "the code " + text(facts.get("promo_code")) + " is not held; change the cart to try again";
            case "user_tier" -> "is for " + text(facts.get("required")) + " buyers";
            case "user_id" -> "is for other buyers";
            case "nth_order" -> "is for order number " + text(facts.get("required")) + " of a buyer";
            case "attribute" -> attribute(facts);
            case "selection" -> "nothing in the cart is selected";
            case "contains" -> "something else must be in the cart: " + missing(facts);
            case "min_quantity", "too_few_units", "min_subtotal", "too_little_spent" -> missing(facts);
            case "incomplete_set" -> incompleteSet(facts);
            case "already_discounted" -> "is already discounted";
            case "shut_out" -> text(facts.get("by")) + " lets nothing follow";
            case "not_first" -> "applies alone, and " + text(facts.get("by")) + " came first";
            case "group" ->
                text(facts.get("by")) + " takes off more than the " + text(facts.get("amount")) + " of this";
            case "better_without" -> "the total is lower without it";
            case "max_discount" -> "limited to " + text(facts.get("limit")) + ", from " + text(facts.get("uncapped"));
            case "min_price" -> "the lowest price is reached";
            case "nothing_left" -> "nothing is left to take off";
            case "rounds_to_zero" -> "rounds to nothing";
            case "not_lower" -> "the price is not above it";
            case "not_chosen" -> "other units were chosen";
            case "bought_in_set" -> "bought in the set";
            case "earns_gift" -> "earns a gift of " + count(facts.get("quantity"));
            case "gift_not_held" -> "a gift of " + count(facts.get("quantity")) + " is due";
            case "gift_unavailable" -> "a gift of " + count(facts.get("quantity")) + " is due, and there is none";
            case "gift_declined" -> "the gift of " + count(facts.get("quantity")) + " was removed";
            default -> reason.replace('_', ' ');
        };
    }

    private static String budget(Map<String, Object> facts) {
        String spent = "the budget of the code " + text(facts.get("promo_code")) + " is spent";
        return facts.containsKey("required")
                ? spent + ": " + text(facts.get("present")) + " left, " + text(facts.get("required")) + " needed"
                : spent;
    }

    private static String attribute(Map<String, Object> facts) {
        boolean excluded = facts.containsKey("excluded");
        return text(facts.get("attribute"))
                + (excluded ? " must not be " : " must be ")
                + text(facts.get(excluded ? "excluded" : "required"));
    }

    private static String missing(Map<String, Object> facts) {
        Object missing = facts.get("missing");
        String more = missing instanceof Money ? text(missing) : count(missing);
        return more + " more needed: " + text(facts.get("present")) + " of " + text(facts.get("required"));
    }

    private static String incompleteSet(Map<String, Object> facts) {
        // All units are there, and cost less than the price of the set.
        boolean isTooCheap = Long.valueOf(0).equals(facts.get("missing"));
        return isTooCheap
                ? "the set costs no more than " + text(facts.get("price"))
                : "the set is not complete: " + count(facts.get("missing")) + " more needed";
    }

    private static String count(@Nullable Object units) {
        return text(units) + (Long.valueOf(1).equals(units) ? " unit" : " units");
    }

    private static String text(@Nullable Object fact) {
        if (fact instanceof List<?> list) {
            return list.stream().map(ReasonText::text).collect(Collectors.joining(" or "));
        }
        return fact == null ? "none" : String.format(Locale.ROOT, "%s", fact);
    }
}
