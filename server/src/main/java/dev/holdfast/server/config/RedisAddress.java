package dev.holdfast.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is.
 *
 * @param host its name or address
 * @param port its port
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
     * Reads {@code redis://user:password@host:port/database}, or {@code rediss://} for TLS. All but the host can be left
     * out; user and password are percent-encoded.
     *
     * @throws IllegalArgumentException with what is wrong, and nothing of the address
     */
    public static RedisAddress parse(String text) {
        URI uri = uri(text.strip());
        boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
        if (!tls && !"redis".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("does not start with redis:// or rediss://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("has a host or port that cannot be read");
        }
        if (uri.getQuery() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException("has parameters, and none are known");
        }
        String userInfo = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        if (password.isEmpty() && !user.isEmpty()) {
            throw new IllegalArgumentException("has a user and no password: write :password@ for a password alone");
        }
        return new RedisAddress(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                user.isEmpty() ? null : user,
                password.isEmpty() ? null : password,
                database(uri.getPath()),
                tls);
    }

    /** The address as it may be shown: without user and password. */
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
            // Its message would show the address, with the password.
            throw new IllegalArgumentException("is not an address: percent-encode what is special in a password");
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
