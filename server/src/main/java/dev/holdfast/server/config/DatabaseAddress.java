package dev.holdfast.server.config;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameters}, the same with {@code postgres://}, and
     * the JDBC form. User and password may be percent-encoded, or parameters; several hosts are separated by commas.
     * Parameters may have their names in libpq, in the JDBC driver, or those of other drivers that mean the same.
     *
     * @throws IllegalArgumentException if it cannot be read; the message shows nothing of the address
     */
    public static DatabaseAddress parse(String text) {
        Matcher matcher = SCHEME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("does not start with postgresql:// or jdbc:postgresql://");
        }
        Parts parts = Parts.of(matcher.group(4));
        UserInfo given = UserInfo.parse(parts.userInfo());
        String user = given.user();
        String password = given.password();
        List<String> parameters = new ArrayList<>();
        for (String parameter : parts.query().split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : parameter.substring(equals + 1);
            if (name.equals("user")) {
                user = UserInfo.decoded(value);
            } else if (name.equals("password")) {
                password = UserInfo.decoded(value);
            } else if (!name.isEmpty()) {
                parameters.add(DriverParameter.of(name, value));
            }
        }
        String url = "jdbc:postgresql://" + parts.hosts() + "/" + parts.database()
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

    /** The parts of an address behind its scheme. */
    private record Parts(String userInfo, String hosts, String database, String query) {
        private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z_][A-Za-z0-9_.-]*(?:=[^&]*)?(?:&|$))*");

        static Parts of(String text) {
            int question = text.indexOf('?');
            int at = text.lastIndexOf('@');
            if (question >= 0 && question < at && isInPassword(text, question)) {
                question = text.indexOf('?', at);
            }
            return question < 0 ? of(text, "") : of(text.substring(0, question), text.substring(question + 1));
        }

        /** Whether a question mark is preceded by no host, or followed by no parameters, as in a password. */
        private static boolean isInPassword(String text, int question) {
            String place = text.substring(0, question);
            place = place.substring(place.lastIndexOf('@') + 1);
            String hosts = place.replaceFirst("/.*", "");
            return !HOSTS.matcher(hosts).matches()
                    || (hosts.equals(place)
                            && !QUERY.matcher(text.substring(question + 1)).matches());
        }

        private static Parts of(String front, String query) {
            int at = front.lastIndexOf('@');
            String place = front.substring(at + 1);
            int slash = place.indexOf('/');
            String hosts = slash < 0 ? place : place.substring(0, slash);
            checkHosts(hosts);
            return new Parts(
                    at < 0 ? "" : front.substring(0, at), hosts, slash < 0 ? "" : place.substring(slash + 1), query);
        }
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
}
