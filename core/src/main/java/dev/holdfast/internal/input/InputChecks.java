package dev.holdfast.internal.input;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of what several capabilities take in. */
public final class InputChecks {
    /** The most units of one line. */
    public static final int MAX_QUANTITY = 100_000;

    /** The highest price, in minor units. */
    public static final long MAX_PRICE = 100_000_000_000L;

    /** The most promo codes of one cart. */
    public static final int MAX_PROMO_CODES = 10;

    /** The most attributes of one cart or quote. */
    public static final int MAX_ATTRIBUTES = 50;

    private static final int MAX_WORD = 100;
    private static final int MAX_NAME = 200;
    private static final int MAX_FILTER = 500;

    private InputChecks() {}

    /** A line's quantity. */
    public static void quantity(Validation checks, String pointer, int quantity) {
        checks.between(pointer, quantity, 1, MAX_QUANTITY);
    }

    /** A user's id, which may be null. */
    public static void userId(Validation checks, @Nullable String userId) {
        optionalWord(checks, "/user_id", userId);
    }

    /** A user's tier, which may be null. */
    public static void userTier(Validation checks, @Nullable String userTier) {
        optionalWord(checks, "/user_tier", userTier);
    }

    /** A cart's promo codes. */
    public static void promoCodes(Validation checks, List<String> codes) {
        checks.that(
                codes.size() <= MAX_PROMO_CODES,
                "/promo_codes",
                "has " + codes.size() + " codes, more than " + MAX_PROMO_CODES);
        for (int i = 0; i < codes.size(); i++) {
            promoCode(checks, "/promo_codes/" + i, codes.get(i));
        }
    }

    /** A promo code. */
    public static void promoCode(Validation checks, String pointer, @Nullable String code) {
        checks.text(pointer, code, MAX_WORD);
        if (code != null && code.chars().anyMatch(Character::isISOControl)) {
            checks.fail(pointer, "holds a control character: " + Validation.shown(code));
        }
    }

    /** The code of a charge. */
    public static void chargeCode(Validation checks, String pointer, String code) {
        checks.text(pointer, code, MAX_WORD);
        if (code.chars().anyMatch(Character::isISOControl)) {
            checks.fail(pointer, "holds a control character: " + Validation.shown(code));
        }
    }

    /** The name of a charge, which may be null. */
    public static void chargeName(Validation checks, @Nullable String name) {
        if (name != null) {
            checks.text("/name", name, MAX_NAME);
        }
    }

    /** The attributes of a cart or a quote; a value may be null where that takes an attribute away. */
    public static void attributes(Validation checks, Map<String, ? extends @Nullable String> attributes) {
        attributeCount(checks, attributes.size());
        attributes.forEach((name, value) -> {
            String pointer = "/attributes/" + name.replace("~", "~0").replace("/", "~1");
            checks.text(pointer, name, MAX_WORD);
            if (value != null) {
                checks.text(pointer, value, MAX_WORD);
            }
        });
    }

    /** How many attributes a cart or a quote has. */
    public static void attributeCount(Validation checks, int count) {
        checks.that(
                count <= MAX_ATTRIBUTES, "/attributes", "has " + count + " attributes, more than " + MAX_ATTRIBUTES);
    }

    /** A text of a filter, which may be null: what the database cannot keep it need not be asked for. */
    public static void filter(Validation checks, String pointer, @Nullable String value) {
        checks.optionalText(pointer, value, MAX_FILTER);
    }

    private static void optionalWord(Validation checks, String pointer, @Nullable String value) {
        if (value != null) {
            checks.text(pointer, value, MAX_WORD);
        }
    }
}
