package dev.holdfast.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server. Immutable.
 *
 * @param host the host name or address
 * @param port the port
 * @param user null for the default user
 * @param password null for none
 * @param database the number of the database, usually 0
 * @param tls whether the connection is encrypted
 */
public record RedisAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        boolean tls) {
    private static final int DEFAULT_PORT = 6379;

    /**
     * Reads {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS. All but the host are
     * optional; user and password are percent-encoded.
     *
     * @throws IllegalArgumentException if it cannot be read; the message shows nothing of the address
     */
    public static RedisAddress parse(String text) {
        URI uri = uri(text.strip());
        boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"redis".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("does not start with redis:// or rediss://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("has a malformed host or port");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("has parameters, and none are supported");
        }
        String userInfo = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        if (password.isEmpty() && !user.isEmpty()) {
            throw new IllegalArgumentException("has a user and no password; write :password@ for a password alone");
        }
        return new RedisAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                user.isEmpty() ? null : user,
                password.isEmpty() ? null : password,
                database(uri.getPath()),
                tls);
    }

    /** The address without user and password, which may be shown. */
    public String shown() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + (database == 0 ? "" : "/" + database);
    }

    @Override
    public String toString() {
        return shown();
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The message of the cause would show the address with its password.
            throw new IllegalArgumentException("is not a URL; percent-encode special characters in the password");
        }
    }

    private static int database(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/\\d{1,5}")) {
            throw new IllegalArgumentException("has a database that is not a number");
        }
        return Integer.parseInt(path.substring(1));
    }
}
