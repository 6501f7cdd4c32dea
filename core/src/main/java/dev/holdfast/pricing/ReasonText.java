package dev.holdfast.pricing;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.quote.StoredCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the reasons of an explanation in words, and what is missing for a rule to apply. */
public final class ReasonText {
    private ReasonText() {}

    /** Why a rule took nothing off, or less than it might have; empty if it applied in full. */
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
            case "schedule" -> "does not apply at this time";
            case "currency" ->
                "is for carts in " + text(facts.get("required")) + ", not in " + text(facts.get("present"));
            case "promo_code" -> "needs a promo code";
            case "unknown_promo_code" -> "is not a known promo code";
            case RuleOutcome.PROMO_CODE_NOT_OFFERED -> "is a promo code that buyers cannot use";
            case StoredCode.INACTIVE -> "the code " + text(facts.get("promo_code")) + " is inactive";
            case "exhausted" -> "the code " + text(facts.get("promo_code")) + " is used up";
            case "user_required" -> userRequired(facts);
            case "user_limit" -> "this buyer has used up the code " + text(facts.get("promo_code"));
            case "budget_spent" -> budget(facts);
            case "another_code" -> "another code in the cart is used for it";
            case "not_held" ->
                "the code " + text(facts.get("promo_code")) + " is not held; change the cart to try again";
            case "user_tier" -> "is for " + text(facts.get("required")) + " buyers";
            case "user_id" -> "is for other buyers";
            case "nth_order" -> nthOrder(facts);
            case "attribute" -> attribute(facts);
            case "selection" -> "selects nothing in the cart";
            case "contains" -> "requires other items in the cart: " + missing(facts);
            case "min_quantity", "too_few_units", "min_subtotal", "too_little_spent" -> missing(facts);
            case "incomplete_set" -> incompleteSet(facts);
            case "already_discounted" -> "is already discounted";
            case "shut_out" -> "excluded by " + text(facts.get("by"));
            case "not_first" -> "applies only alone, but " + text(facts.get("by")) + " came first";
            case "group" -> text(facts.get("by")) + " takes off more than " + text(facts.get("amount"));
            case "better_without" -> "the total is lower without it";
            case RuleOutcome.SEARCH_ENDED_EARLY -> "too many combinations of rules to try all of them";
            case "max_discount" ->
                "limited to " + text(facts.get("limit")) + " instead of " + text(facts.get("uncapped"));
            case "min_price" -> "the minimum price is reached";
            case "nothing_left" -> "nothing is left to take off";
            case "rounds_to_zero" -> "rounds to zero";
            case "not_lower" -> "the price is already as low";
            case "not_chosen" -> "other units were chosen";
            case "bought_in_set" -> "counts as bought in the set";
            case "earns_gift" -> "earns a gift of " + count(facts.get("quantity"));
            case "gift_not_held" -> "a gift of " + count(facts.get("quantity")) + " is earned but not in the cart";
            case "gift_unavailable" -> "a gift of " + count(facts.get("quantity")) + " is earned but out of stock";
            case "gift_declined" -> "the gift of " + count(facts.get("quantity")) + " was removed from the cart";
            default -> reason.replace('_', ' ');
        };
    }

    private static String userRequired(Map<String, Object> facts) {
        return facts.containsKey("promo_code")
                ? "the code " + text(facts.get("promo_code")) + " requires a user id"
                : nthOrder(facts) + " and requires a user id";
    }

    private static String nthOrder(Map<String, Object> facts) {
        return "is for a buyer's order number " + text(facts.get("required"));
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
        String more = missing instanceof Money ? text(missing) + " more" : more(missing);
        return more + " needed: " + text(facts.get("present")) + " of " + text(facts.get("required"));
    }

    private static String incompleteSet(Map<String, Object> facts) {
        // All units are present but cost less than the set.
        boolean isTooCheap = Long.valueOf(0).equals(facts.get("missing"));
        return isTooCheap
                ? "the set costs no more than " + text(facts.get("price"))
                : "the set is incomplete: " + more(facts.get("missing")) + " needed";
    }

    private static String count(@Nullable Object units) {
        return text(units) + unit(units);
    }

    private static String more(@Nullable Object units) {
        return text(units) + " more" + unit(units);
    }

    private static String unit(@Nullable Object units) {
        return Long.valueOf(1).equals(units) ? " unit" : " units";
    }

    private static String text(@Nullable Object fact) {
        if (fact instanceof List<?> list) {
            return list.stream().map(ReasonText::text).collect(Collectors.joining(" or "));
        }
        return fact == null ? "none" : String.format(Locale.ROOT, "%s", fact);
    }
}
