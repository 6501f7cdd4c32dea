package dev.holdfast.access;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key to create. Immutable.
 *
 * @param name 1 to 100 letters, digits, dots, dashes and underscores of ASCII, beginning with a letter
 * @param kind whom it is for
 * @param scopes what it may do: at least one for a secret key, and none for a publishable key, whose scopes are fixed
 * @param expiresIn how long it works, in whole seconds from one second to ten years; null for no end
 */
public record NewApiKey(
        String name,
        KeyKind kind,
        Set<Scope> scopes,
        @Nullable Duration expiresIn) {
    /** Copies the scopes. */
    public NewApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** A secret key without an end. */
    public static NewApiKey secret(String name, Set<Scope> scopes) {
        return new NewApiKey(name, KeyKind.SECRET, scopes, null);
    }

    /** A publishable key without an end. */
    public static NewApiKey publishable(String name) {
        return new NewApiKey(name, KeyKind.PUBLISHABLE, Set.of(), null);
    }

    /** A copy that stops working after a time. */
    public NewApiKey expiringIn(Duration time) {
        return new NewApiKey(name, kind, scopes, time);
    }
}
