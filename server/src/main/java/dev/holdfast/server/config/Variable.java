package dev.holdfast.server.config;

import dev.holdfast.pricing.quote.PricingPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The variables that are read, with the value that counts when none is given. */
public enum Variable {
    /** Where the database is. */
    DATABASE_URL("", "postgresql://user:password@host:port/database; an embedded PostgreSQL when not set", true),
    /** What requests must bring. */
    SECRET_KEY("", "the bearer token that every request needs; without it only this machine can connect", true),
    /** The address to listen on. */
    HOST("127.0.0.1", "the address to listen on", false),
    /** The port to listen on. */
    PORT("8000", "the port to listen on, 0 for any free one", false),
    /** The directory of the embedded database. */
    HOLDFAST_DATA(".holdfast", "the directory of the embedded PostgreSQL", false),
    /** The schema. */
    HOLDFAST_SCHEMA("holdfast", "the schema of the shop", false),
    /** The default currency. */
    HOLDFAST_CURRENCY("USD", "the currency of products, carts and rules that name none", false),
    /** How long a line is held. */
    HOLDFAST_RESERVATION_TIME("15m", "how long a line of a cart is held", false),
    /** How long a line is held at most. */
    HOLDFAST_MAX_RESERVATION_AGE("2h", "how long a line can be held by renewing it", false),
    /** The arithmetic of prices. */
    HOLDFAST_PRICING_POLICY(
            "holdfast",
            "the arithmetic of prices: " + String.join(", ", PricingPolicy.names())
                    + ", or one of them with settings changed, such as holdfast;rounding=half_even",
            false),
    /** How large a cart can be. */
    HOLDFAST_MAX_ITEMS_PER_CART("100", "how many lines a cart can have, 1 to 500", false),
    /** How much a cart holds. */
    HOLDFAST_MAX_UNITS_PER_CART("100000", "how many units a cart can hold, 1 to 10000000", false),
    /** How many lines a user holds. */
    HOLDFAST_MAX_ITEMS_PER_USER("off", "how many lines a user can hold over all open carts, or off", false),
    /** How much a user holds. */
    HOLDFAST_MAX_UNITS_PER_USER("off", "how many units a user can hold over all open carts, or off", false),
    /** How long a command waits. */
    HOLDFAST_COMMAND_TIMEOUT("5s", "how long a command waits for rows that others hold", false),
    /** Connections. */
    HOLDFAST_POOL_SIZE("16", "connections to the database, 2 to 1000", false),
    /** Pause between sweeps. */
    HOLDFAST_SWEEP_INTERVAL("30s", "how often the server sweeps, or off", false),
    /** When to migrate. */
    HOLDFAST_MIGRATE("auto", "auto: the server and embedded databases migrate; always; never", false),
    /** Who sees the metrics. */
    HOLDFAST_METRICS(
            "key", "who reads /metrics: key, those with the SECRET_KEY; public, everybody; off, nobody", false),
    /** How logs look. */
    HOLDFAST_LOG_FORMAT("plain", "plain: a line of text for each message; json: an object", false),
    /** How much is logged. */
    HOLDFAST_LOG_LEVEL("info", "debug, info (with a line for each request), warn or error", false),
    /** Redis. */
    REDIS_URL("", "redis://:password@host:port/0, or rediss:// for TLS; for sweep --lock redis", true);

    private static final String PREFIX = "HOLDFAST_";
    private static final int FARTHEST_GUESS = 6;

    private final String defaultValue;
    private final String description;
    private final boolean secret;

    Variable(String defaultValue, String description, boolean secret) {
        this.defaultValue = defaultValue;
        this.description = description;
        this.secret = secret;
    }

    /** What counts when nothing is given; empty when nothing then counts. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it says, in a line. */
    public String description() {
        return description;
    }

    /** Whether its value, or a part of it, is not to be shown. */
    public boolean secret() {
        return secret;
    }

    /** The known name that is most like an unknown one; empty when the name does not claim to be ours. */
    static Optional<Variable> meantBy(String unknown) {
        if (!unknown.startsWith(PREFIX) || known(unknown)) {
            return Optional.empty();
        }
        return ours().stream()
                .min((left, right) -> Integer.compare(distance(unknown, left.name()), distance(unknown, right.name())))
                .filter(nearest -> distance(unknown, nearest.name()) <= FARTHEST_GUESS);
    }

    /** Whether a name looks like one of ours and is not. */
    static boolean isUnknown(String name) {
        return name.startsWith(PREFIX) && !known(name);
    }

    private static boolean known(String name) {
        return ours().stream().anyMatch(variable -> variable.name().equals(name));
    }

    private static List<Variable> ours() {
        return Arrays.stream(values())
                .filter(variable -> variable.name().startsWith(PREFIX))
                .toList();
    }

    /** How many letters must be added, removed or replaced to make one of the other. */
    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced = previous[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
