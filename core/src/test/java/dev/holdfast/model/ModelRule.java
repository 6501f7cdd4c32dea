package dev.holdfast.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A pricing rule of the model: off lines or the order, a percentage (in tenths) or an amount (in cents). */
record ModelRule(
        String code,
        int revision,
        boolean active,
        int priority,
        boolean ofOrder,
        @Nullable Integer tenthsOfPercent,
        @Nullable Integer cents,
        String per,
        @Nullable String tier,
        @Nullable String promoCode,
        @Nullable Integer minQuantity,
        @Nullable Long product,
        @Nullable Instant endsAt) {

    /** What the numbers of a step say. */
    static ModelRule of(Step step, int revision, Instant now) {
        int number = step.number();
        boolean ofOrder = number % 3 == 0;
        boolean percent = number % 2 == 0;
        return new ModelRule(
                code(step),
                revision,
                number % 11 != 0,
                number % 5,
                ofOrder,
                percent ? 1 + number % 700 : null,
                percent ? null : 1 + number % 900,
                ofOrder ? "order" : new String[] {"unit", "line", "order"}[number % 4 % 3],
                step.tier(),
                step.code(),
                number % 7 == 0 ? 2 : null,
                !ofOrder && number % 13 < 4 ? 1L : null,
                number % 17 < 3 ? now.plusSeconds(600) : null);
    }

    static String code(Step step) {
        return "rule-" + (step.cart() + step.item()) % 6;
    }

    boolean sameAs(ModelRule other) {
        return other.withRevision(revision).equals(this);
    }

    ModelRule withRevision(int newRevision) {
        return new ModelRule(
                code,
                newRevision,
                active,
                priority,
                ofOrder,
                tenthsOfPercent,
                cents,
                per,
                tier,
                promoCode,
                minQuantity,
                product,
                endsAt);
    }

    /** As the API takes it. */
    String json() {
        return patch(this).replaceAll("\"\\w+\": null(, )?", "").replace(", }", "}");
    }

    /** A merge patch that makes another rule this one: what that has and this has not is null. */
    String patch(ModelRule before) {
        String discount;
        if (tenthsOfPercent != null) {
            discount = "{\"type\": \"percent_off\", \"percent\": " + tenthsOfPercent / 10 + "." + tenthsOfPercent % 10
                    + (before.cents == null ? "}" : ", \"amount\": null, \"per\": null}");
        } else {
            discount = "{\"type\": \"amount_off\", \"amount\": \"" + Text.cents(Objects.requireNonNull(cents))
                    + "\", \"per\": \"" + per + "\"" + (before.cents == null ? ", \"percent\": null}" : "}");
        }
        return "{\"code\": \"" + code + "\", \"active\": " + active + ", \"priority\": " + priority + ", \"target\": \""
                + (ofOrder ? "order" : "item") + "\", \"ends_at\": " + quoted(endsAt) + ", \"discount\": " + discount
                + ", \"conditions\": {\"user_tiers\": "
                + (tier == null ? null : "[\"" + tier + "\"]")
                + ", \"promo_code\": " + quoted(promoCode) + ", \"min_quantity\": " + minQuantity + ", \"products\": "
                + (product == null ? null : "[" + product + "]") + "}}";
    }

    private static String quoted(@Nullable Object value) {
        return value == null ? "null" : "\"" + value + "\"";
    }
}
