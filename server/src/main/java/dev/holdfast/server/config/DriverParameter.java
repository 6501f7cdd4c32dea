package dev.holdfast.server.config;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A parameter of a database address, as the JDBC driver wants it. */
final class DriverParameter {
    /** The names of parameters in libpq, and in the driver. */
    private static final Map<String, String> NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write",
            "primary",
            "read-only",
            "secondary",
            "standby",
            "secondary",
            "prefer-standby",
            "preferSecondary");

    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private DriverParameter() {}

    /**
     * The parameter {@code name=value} for the driver.
     *
     * @throws IllegalArgumentException if the driver would refuse it
     */
    static String of(String name, String value) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sslmode" -> "sslmode=" + sslMode(value);
            // The certificates that Java trusts, rather than a file of that name.
            case "sslrootcert" ->
                value.equals("system") ? "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : "sslrootcert=" + value;
            case "pgbouncer" -> value.equals("true") ? "prepareThreshold=0" : "pgbouncer=" + value;
            case "target_session_attrs" -> "targetServerType=" + SERVER_TYPES.getOrDefault(value, value);
            default -> NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name) + "=" + value;
        };
    }

    private static String sslMode(String value) {
        // As other drivers call an encrypted connection whose certificate is not checked.
        String mode = value.equals("no-verify") ? "require" : value.toLowerCase(Locale.ROOT);
        if (!SSL_MODES.contains(mode)) {
            throw new IllegalArgumentException("has an sslmode that is not one of disable, allow, prefer, require,"
                    + " no-verify, verify-ca, verify-full");
        }
        return mode;
    }
}
