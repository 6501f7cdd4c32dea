package dev.holdfast.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server. Immutable.
 *
 * @param host the host name or address
 * @param port the port
 * @param user null for the default user
 * @param password null for none
 * @param database the number of the database, usually 0
 * @param tls how the connection is encrypted; null if it is not
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        @Nullable Tls tls) {
    private static final int DEFAULT_PORT = 6379;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern ADDRESS =
            Pattern.compile("(?i:(?<scheme>rediss?))://(?:(?<user>.*)@)?(?<host>\\[[0-9A-Fa-f:.]+]|[^\\[\\]:/?#@\\s]+)"
                    + "(?::(?<port>\\d{1,5}))?(?:/(?<database>[^?#]*))?(?:\\?(?<query>.*))?");

    /**
     * How an encrypted connection checks the certificate of the server.
     *
     * @param verified whether the certificate is checked; otherwise anybody on the way can read along
     * @param host whether the certificate must be for the host of the address
     * @param authorities the path of a PEM file with certificates to trust; null for those that Java trusts
     */
    public record Tls(
            boolean verified, boolean host, @Nullable String authorities) {
        /** Checks everything, by the certificates that Java trusts. */
        public static final Tls DEFAULT = new Tls(true, true, null);

        private Tls with(String name, String value) {
            return switch (name) {
                case "ssl_ca_certs" -> new Tls(verified, host, UserInfo.decoded(value));
                case "ssl_check_hostname" -> new Tls(verified, oneOf(name, value, "true", "false"), authorities);
                case "ssl_cert_reqs" -> new Tls(oneOf(name, value, "required", "none"), host, authorities);
                default ->
                    throw new IllegalArgumentException("has a parameter that is not one of ssl_ca_certs,"
                            + " ssl_cert_reqs and ssl_check_hostname");
            };
        }

        private static boolean oneOf(String name, String value, String yes, String no) {
            if (!value.equals(yes) && !value.equals(no)) {
                throw new IllegalArgumentException(
                        "has a parameter " + name + " that is neither " + yes + " nor " + no);
            }
            return value.equals(yes);
        }
    }

    /**
     * Reads {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS. All but the host are
     * optional; user and password may be percent-encoded. TLS takes the parameters {@code ssl_ca_certs}, {@code
     * ssl_cert_reqs} ({@code required} or {@code none}) and {@code ssl_check_hostname} ({@code true} or {@code false}).
     *
     * @throws IllegalArgumentException if it cannot be read; the message shows nothing of the address
     */
    public static RedisAddress parse(String text) {
        Matcher parts = ADDRESS.matcher(text.strip());
        if (!text.strip().matches("(?i)rediss?://.*")) {
            throw new IllegalArgumentException("does not start with redis:// or rediss://");
        }
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "has a malformed host or port; percent-encode special characters in the password");
        }
        UserInfo given = UserInfo.parse(parts.group("user") == null ? "" : parts.group("user"));
        String password = given.password() == null ? "" : given.password();
        if (password.isEmpty() && !given.user().isEmpty()) {
            throw new IllegalArgumentException("has a user and no password; write :password@ for a password alone");
        }
        return new RedisAddress(
                parts.group("host"),
                port(parts.group("port")),
                given.user().isEmpty() ? null : given.user(),
                password.isEmpty() ? null : password,
                database(parts.group("database")),
                tls(parts.group("scheme").equalsIgnoreCase("rediss"), parts.group("query")));
    }

    /** The address without user and password, which may be shown. */
    public String shown() {
        return (tls != null ? "rediss://" : "redis://") + host + ":" + port + (database == 0 ? "" : "/" + database);
    }

    @Override
    public String toString() {
        return shown();
    }

    private static int port(@Nullable String text) {
        int port = text == null ? DEFAULT_PORT : Integer.parseInt(text);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("has a port that is not between 1 and " + HIGHEST_PORT);
        }
        return port;
    }

    private static int database(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("has a database that is not a number");
        }
        return Integer.parseInt(text);
    }

    private static @Nullable Tls tls(boolean encrypted, @Nullable String query) {
        if (query == null) {
            return encrypted ? Tls.DEFAULT : null;
        }
        if (!encrypted) {
            throw new IllegalArgumentException("has parameters, which only rediss:// has");
        }
        Tls tls = Tls.DEFAULT;
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            tls = tls.with(parameter.substring(0, Math.max(0, equals)), parameter.substring(equals + 1));
        }
        return tls;
    }
}
