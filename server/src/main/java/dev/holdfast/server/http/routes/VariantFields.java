package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.Patch;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.server.http.wire.Fields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the limits of variants. */
final class VariantFields {
    private VariantFields() {}

    static VariantLimits limits(Fields fields) {
        VariantLimits perUser = fields.object("max_per_user", VariantFields::perUser);
        VariantLimits limits = perUser == null ? VariantLimits.NONE : perUser;
        return new VariantLimits(
                quantity(fields, "min_quantity"),
                quantity(fields, "max_quantity"),
                quantity(fields, "quantity_step"),
                limits.maxPerUser(),
                limits.maxPerUserDays(),
                seconds(fields, "reservation_seconds"));
    }

    private static VariantLimits perUser(Fields fields) {
        return VariantLimits.NONE.withMaxPerUser(
                fields.requiredInteger("quantity", 1, Limits.QUANTITY), fields.integer("days", 1, Limits.DAYS));
    }

    static VariantLimitsChange limitsChange(Fields fields) {
        Patch<PerUser> perUser = fields.patch("max_per_user", member -> fields.object(member, PerUser::of));
        PerUser change = perUser.value();
        return new VariantLimitsChange(
                fields.patch("min_quantity", member -> quantity(fields, member)),
                fields.patch("max_quantity", member -> quantity(fields, member)),
                fields.patch("quantity_step", member -> quantity(fields, member)),
                change == null ? cleared(perUser) : change.quantity,
                change == null ? cleared(perUser) : change.days,
                fields.patch("reservation_seconds", member -> seconds(fields, member)));
    }

    private static Patch<Integer> cleared(Patch<PerUser> perUser) {
        return perUser.present() ? Patch.set(null) : Patch.keep();
    }

    /** A change of the limit for each user, whose members are merged. */
    private record PerUser(Patch<Integer> quantity, Patch<Integer> days) {
        static PerUser of(Fields fields) {
            return new PerUser(
                    fields.patch("quantity", member -> VariantFields.quantity(fields, member)),
                    fields.patch("days", member -> fields.integer(member, 1, Limits.DAYS)));
        }
    }

    private static @Nullable Integer quantity(Fields fields, String name) {
        return fields.integer(name, 1, Limits.QUANTITY);
    }

    /** A duration in seconds; null if it is not given. */
    static @Nullable Duration seconds(Fields fields, String name) {
        Integer seconds = fields.integer(name, 1, Limits.RESERVATION_SECONDS);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
