package dev.holdfast.internal.input;

import dev.holdfast.Limits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Validates fields that several capabilities share. */
public final class InputChecks {
    private InputChecks() {}

    /** The quantity of an item. */
    public static void quantity(Validation checks, String pointer, int quantity) {
        checks.between(pointer, quantity, 1, Limits.QUANTITY);
    }

    /** The id of a user; may be null. */
    public static void userId(Validation checks, @Nullable String userId) {
        optionalWord(checks, "/user_id", userId);
    }

    /** The tier of a user; may be null. */
    public static void userTier(Validation checks, @Nullable String userTier) {
        userTier(checks, "/user_tier", userTier);
    }

    /** The tier of a user; may be null. */
    public static void userTier(Validation checks, String pointer, @Nullable String userTier) {
        optionalWord(checks, pointer, userTier);
    }

    /** The promo codes of a cart or a quote. */
    public static void promoCodes(Validation checks, List<String> codes) {
        checks.that(
                codes.size() <= Limits.PROMO_CODES,
                "/promo_codes",
                "has " + codes.size() + " codes, more than " + Limits.PROMO_CODES);
        for (int i = 0; i < codes.size(); i++) {
            promoCode(checks, "/promo_codes/" + i, codes.get(i));
        }
    }

    /** A promo code. */
    public static void promoCode(Validation checks, String pointer, @Nullable String code) {
        code(checks, pointer, code);
    }

    /** The code of a charge. */
    public static void chargeCode(Validation checks, String pointer, String code) {
        code(checks, pointer, code);
    }

    /** The name of a charge; may be null. */
    public static void chargeName(Validation checks, @Nullable String name) {
        if (name != null) {
            checks.text("/name", name, Limits.NAME);
        }
    }

    /** The attributes of a cart or a quote; a null value removes an attribute. */
    public static void attributes(Validation checks, Map<String, ? extends @Nullable String> attributes) {
        attributeCount(checks, attributes.size());
        attributes.forEach((name, value) -> {
            String pointer = "/attributes/" + name.replace("~", "~0").replace("/", "~1");
            checks.text(pointer, name, Limits.WORD);
            if (value != null) {
                checks.text(pointer, value, Limits.WORD);
            }
        });
    }

    /** The number of attributes of a cart or a quote. */
    public static void attributeCount(Validation checks, int count) {
        checks.that(
                count <= Limits.ATTRIBUTES,
                "/attributes",
                "has " + count + " attributes, more than " + Limits.ATTRIBUTES);
    }

    /** A text of a filter; may be null. Text that the database cannot store cannot match, and is not sent. */
    public static void filter(Validation checks, String pointer, @Nullable String value) {
        checks.optionalText(pointer, value, Limits.TEXT);
    }

    private static void code(Validation checks, String pointer, @Nullable String code) {
        checks.text(pointer, code, Limits.WORD);
        if (code != null && code.chars().anyMatch(Character::isISOControl)) {
            checks.fail(pointer, "contains a control character: " + Validation.shown(code));
        }
    }

    private static void optionalWord(Validation checks, String pointer, @Nullable String value) {
        if (value != null) {
            checks.text(pointer, value, Limits.WORD);
        }
    }
}
