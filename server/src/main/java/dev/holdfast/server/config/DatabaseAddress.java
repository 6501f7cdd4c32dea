package dev.holdfast.server.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database, as JDBC wants it. Immutable.
 *
 * @param jdbcUrl the URL without user and password
 * @param user null for the default of the driver
 * @param password null for none
 */
public record DatabaseAddress(
        String jdbcUrl, @Nullable String user, @Nullable String password) {

    private static final Pattern SCHEME =
            Pattern.compile("(jdbc:)?(postgres|postgresql)(\\+[a-z0-9]+)?://(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOSTS = Pattern.compile(
            "(?:\\[[0-9A-Fa-f:.]+]|[^\\[\\]:,/]+)(?::(\\d{1,5}))?(?:,(?:\\[[0-9A-Fa-f:.]+]|[^\\[\\]:,/]+)(?::\\d{1,5})?)*");

    /** The names of parameters in libpq, and in the JDBC driver. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> SERVER_TYPES = Map.of(
            "read-write",
            "primary",
            "read-only",
            "secondary",
            "standby",
            "secondary",
            "prefer-standby",
            "preferSecondary");

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameters}, the same with {@code postgres://}, and
     * the JDBC form. User and password may be percent-encoded, or parameters; several hosts are separated by commas.
     *
     * @throws IllegalArgumentException if it cannot be read; the message shows nothing of the address
     */
    public static DatabaseAddress parse(String text) {
        Matcher matcher = SCHEME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("does not start with postgresql:// or jdbc:postgresql://");
        }
        String rest = matcher.group(4);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String front = question < 0 ? rest : rest.substring(0, question);
        int at = front.lastIndexOf('@');
        String userInfo = at < 0 ? "" : front.substring(0, at);
        String place = front.substring(at + 1);
        int slash = place.indexOf('/');
        String hosts = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : place.substring(slash + 1);
        checkHosts(hosts);

        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? null : decoded(userInfo.substring(colon + 1));
        List<String> parameters = new ArrayList<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (name.equals("user")) {
                user = decoded(value);
            } else if (name.equals("password")) {
                password = decoded(value);
            } else if (!name.isEmpty()) {
                parameters.add(driverParameter(name, value));
            }
        }
        String url = "jdbc:postgresql://" + hosts + "/" + database
                + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
        return new DatabaseAddress(url, user.isEmpty() ? null : user, password);
    }

    /** The address without the password and the parameters, which may be shown. */
    public String shown() {
        String place = jdbcUrl.substring("jdbc:postgresql://".length()).replaceFirst("\\?.*", "");
        return "postgresql://" + (user == null ? "" : user + "@") + place;
    }

    @Override
    public String toString() {
        return shown();
    }

    private static void checkHosts(String hosts) {
        Matcher matcher = HOSTS.matcher(hosts);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(hosts.isEmpty() ? "names no host" : "has a malformed host or port");
        }
        for (String host : hosts.split(",", -1)) {
            Matcher port = Pattern.compile(":(\\d{1,5})$").matcher(host);
            if (port.find() && (Integer.parseInt(port.group(1)) < 1 || Integer.parseInt(port.group(1)) > 65_535)) {
                throw new IllegalArgumentException("has a port that is not between 1 and 65535");
            }
        }
    }

    private static String driverParameter(String name, String value) {
        String driverName = DRIVER_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        String driverValue = driverName.equals("targetServerType") ? SERVER_TYPES.getOrDefault(value, value) : value;
        return driverName + "=" + driverValue;
    }

    private static String decoded(String text) {
        try {
            // A plus stands for itself here; only HTML forms encode a space as a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a % in the user or password that encodes nothing; write a percent sign as %25");
        }
    }
}
