package dev.holdfast.location;

import org.jspecify.annotations.Nullable;

/**
 * A location to be added.
 *
 * @param code 1 to {@value dev.holdfast.Limits#LOCATION_CODE} lower-case letters from a to z, digits, dashes and
 *     underscores, beginning with a letter or a digit; unique, and never changed
 * @param name for people, 1 to {@value dev.holdfast.Limits#NAME} characters
 * @param priority 0 to {@value Location#MAX_PRIORITY}; a location with a lower number comes first
 * @param active whether units can be received there
 * @param sells whether carts take units from there, as long as it is active; null for true, unless servers may run that
 *     know nothing of it
 */
public record NewLocation(
        String code,
        String name,
        int priority,
        boolean active,
        @Nullable Boolean sells) {
    /** A location of which it is not said whether it sells. */
    public NewLocation(String code, String name, int priority, boolean active) {
        this(code, name, priority, active, null);
    }

    /** An active location with the {@linkplain Location#DEFAULT_PRIORITY default priority}. */
    public static NewLocation of(String code, String name) {
        return new NewLocation(code, name, Location.DEFAULT_PRIORITY, true);
    }
}
