package dev.holdfast.internal.input;

import dev.holdfast.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates fields that several capabilities share. */
public final class InputChecks {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private InputChecks() {}

    /** A reservation time; null is allowed. */
    public static void reservationTime(Validation checks, @Nullable Duration time) {
        if (time != null) {
            checks.between("/reservation_seconds", time.toSeconds(), 1, Limits.RESERVATION_SECONDS);
            checks.that(
                    time.equals(Duration.ofSeconds(time.toSeconds())),
                    "/reservation_seconds",
                    time + " is not a whole number of seconds");
        }
    }

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

    /** What a payment provider reports, at a pointer. */
    public static void payment(Validation checks, String pointer, BigDecimal amount, String reference) {
        checks.that(amount.signum() >= 0, pointer + "/amount", amount + " is less than zero");
        checks.text(pointer + "/reference", reference, Limits.TEXT);
    }

    /** Who does something; may be null. */
    public static void actor(Validation checks, String pointer, @Nullable String actor) {
        if (actor != null) {
            name(checks, pointer, actor, Limits.ACTOR);
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

    /** The e-mail address of a buyer; may be null. Whether it receives mail is found out by writing to it. */
    public static void email(Validation checks, @Nullable String email) {
        if (email == null) {
            return;
        }
        String fault = Validation.fault(email, Limits.EMAIL);
        if (fault != null) {
            checks.fail("/email", fault);
        } else {
            checks.that(
                    EMAIL.matcher(email).matches(),
                    "/email",
                    Validation.shown(email) + " is not an e-mail address such as sam@example.com");
        }
    }

    /** What a thing is called in another system; may be null. */
    public static void reference(Validation checks, @Nullable String reference) {
        if (reference != null) {
            checks.text("/reference", reference, Limits.TEXT);
        }
    }

    /** A text of a filter; may be null. Text that the database cannot store cannot match, and is not sent. */
    public static void filter(Validation checks, String pointer, @Nullable String value) {
        checks.optionalText(pointer, value, Limits.TEXT);
    }

    /** The values of a filter that accepts one of several. */
    public static void filterValues(Validation checks, String pointer, List<?> values) {
        checks.that(
                values.size() <= Limits.FILTER_VALUES,
                pointer,
                "has " + values.size() + " values, more than " + Limits.FILTER_VALUES);
    }

    /** The attributes of a filter. */
    public static void filterAttributes(Validation checks, Map<String, String> attributes) {
        checks.that(
                attributes.size() <= Limits.FILTER_ATTRIBUTES,
                "/attribute",
                "has " + attributes.size() + " attributes, more than " + Limits.FILTER_ATTRIBUTES);
        attributes.forEach((name, value) -> {
            checks.text("/attribute", name, Limits.WORD);
            filter(checks, "/attribute", value);
        });
    }

    private static void code(Validation checks, String pointer, @Nullable String code) {
        name(checks, pointer, code, Limits.WORD);
    }

    private static void name(Validation checks, String pointer, @Nullable String name, int most) {
        checks.text(pointer, name, most);
        if (name != null && name.chars().anyMatch(Character::isISOControl)) {
            checks.fail(pointer, "contains a control character: " + Validation.shown(name));
        }
    }

    private static void optionalWord(Validation checks, String pointer, @Nullable String value) {
        if (value != null) {
            checks.text(pointer, value, Limits.WORD);
        }
    }
}
