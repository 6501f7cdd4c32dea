package dev.holdfast.server.config;

import dev.holdfast.pricing.quote.PricingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a process is told from outside: by the environment, else by the file {@code .env} in the working directory, else
 * by defaults. An empty value counts as none. Everything is read and checked at once, by {@link #load}. Immutable.
 *
 * @see Variable
 */
public final class Configuration {
    /** The file that is read beside the environment. */
    public static final String FILE = ".env";

    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final int MOST_UNITS = 10_000_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private final Values values;
    private final Path directory;
    private final Optional<DatabaseAddress> database;
    private final Optional<RedisAddress> redis;
    private final int port;
    private final String schema;
    private final Currency currency;
    private final Duration reservationTime;
    private final Duration maxReservationAge;
    private final PricingPolicy pricingPolicy;
    private final int maxItemsPerCart;
    private final int maxUnitsPerCart;
    private final OptionalInt maxItemsPerUser;
    private final OptionalInt maxUnitsPerUser;
    private final Duration commandTimeout;
    private final int poolSize;
    private final Optional<Duration> sweepInterval;
    private final MigrationMode migrationMode;
    private final MetricsAccess metricsAccess;
    private final LogFormat logFormat;
    private final LogLevel logLevel;

    /** When a process brings the schema up to date on its own. */
    public enum MigrationMode {
        /** The server always does, a command only in an embedded database. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never: only the command for it does. */
        NEVER
    }

    /** Who may read the metrics. */
    public enum MetricsAccess {
        /** Those who show the secret key. */
        KEY,
        /** Everybody. */
        PUBLIC,
        /** Nobody. */
        OFF
    }

    /** How logs look. */
    public enum LogFormat {
        /** Text. */
        PLAIN,
        /** An object of JSON on each line. */
        JSON
    }

    /** What is logged at least. */
    public enum LogLevel {
        /** All. */
        DEBUG,
        /** What happens. */
        INFO,
        /** What somebody should look at one day. */
        WARN,
        /** What somebody should look at now. */
        ERROR
    }

    private Configuration(Map<String, String> environment, Path directory) {
        this.values = new Values(environment, EnvironmentFile.read(directory.resolve(FILE)));
        this.directory = directory;
        this.database = values.address(Variable.DATABASE_URL, DatabaseAddress::parse);
        this.redis = values.address(Variable.REDIS_URL, RedisAddress::parse);
        this.port = values.integer(Variable.PORT, 0, 65_535);
        this.schema = values.matching(
                Variable.HOLDFAST_SCHEMA, "[a-z_][a-z0-9_]{0,62}", "lower-case letters, digits and underscores");
        this.currency = values.currency(Variable.HOLDFAST_CURRENCY);
        this.reservationTime = values.duration(Variable.HOLDFAST_RESERVATION_TIME, LONGEST);
        this.maxReservationAge = values.duration(Variable.HOLDFAST_MAX_RESERVATION_AGE, LONGEST);
        this.pricingPolicy = values.policy(Variable.HOLDFAST_PRICING_POLICY);
        this.maxItemsPerCart = values.integer(Variable.HOLDFAST_MAX_ITEMS_PER_CART, 1, 500);
        this.maxUnitsPerCart = values.integer(Variable.HOLDFAST_MAX_UNITS_PER_CART, 1, MOST_UNITS);
        this.maxItemsPerUser = values.integerOrOff(Variable.HOLDFAST_MAX_ITEMS_PER_USER, 1, MOST_UNITS);
        this.maxUnitsPerUser = values.integerOrOff(Variable.HOLDFAST_MAX_UNITS_PER_USER, 1, MOST_UNITS);
        this.commandTimeout = values.duration(Variable.HOLDFAST_COMMAND_TIMEOUT, LONGEST_TIMEOUT);
        this.poolSize = values.integer(Variable.HOLDFAST_POOL_SIZE, 2, 1_000);
        this.sweepInterval = values.durationOrOff(Variable.HOLDFAST_SWEEP_INTERVAL, LONGEST);
        this.migrationMode = values.oneOf(Variable.HOLDFAST_MIGRATE, MigrationMode.class);
        this.metricsAccess = values.oneOf(Variable.HOLDFAST_METRICS, MetricsAccess.class);
        this.logFormat = values.oneOf(Variable.HOLDFAST_LOG_FORMAT, LogFormat.class);
        this.logLevel = values.oneOf(Variable.HOLDFAST_LOG_LEVEL, LogLevel.class);
        if (maxReservationAge.compareTo(reservationTime) < 0) {
            throw value(Variable.HOLDFAST_MAX_RESERVATION_AGE)
                    .wrong("is less than HOLDFAST_RESERVATION_TIME, "
                            + value(Variable.HOLDFAST_RESERVATION_TIME).shown());
        }
    }

    /**
     * Reads and checks everything.
     *
     * @param environment of the process
     * @param directory where {@code .env} is looked for, and what a relative data directory is relative to
     * @throws ConfigurationException for the first value that cannot be used
     */
    public static Configuration load(Map<String, String> environment, Path directory) {
        return new Configuration(environment, directory);
    }

    /** The address of the database; empty for the embedded one. */
    public Optional<DatabaseAddress> database() {
        return database;
    }

    /** The bearer token of requests; empty when there is none. */
    public Optional<String> secretKey() {
        return Optional.of(value(Variable.SECRET_KEY).text()).filter(text -> !text.isEmpty());
    }

    /** The address to listen on. */
    public String host() {
        return value(Variable.HOST).text();
    }

    /** The port to listen on, 0 for any. */
    public int port() {
        return port;
    }

    /** The directory of the embedded database, absolute. */
    public Path dataDirectory() {
        return directory
                .resolve(value(Variable.HOLDFAST_DATA).text())
                .toAbsolutePath()
                .normalize();
    }

    /** The schema of the shop. */
    public String schema() {
        return schema;
    }

    /** The currency of what names none. */
    public Currency currency() {
        return currency;
    }

    /** How long a line is held. */
    public Duration reservationTime() {
        return reservationTime;
    }

    /** How long a line can be held by renewing it. */
    public Duration maxReservationAge() {
        return maxReservationAge;
    }

    /** The arithmetic of prices. */
    public PricingPolicy pricingPolicy() {
        return pricingPolicy;
    }

    /** How many lines a cart can have. */
    public int maxItemsPerCart() {
        return maxItemsPerCart;
    }

    /** How many units a cart can hold. */
    public int maxUnitsPerCart() {
        return maxUnitsPerCart;
    }

    /** How many lines a user can hold over all open carts; empty for any number. */
    public OptionalInt maxItemsPerUser() {
        return maxItemsPerUser;
    }

    /** How many units a user can hold over all open carts; empty for any number. */
    public OptionalInt maxUnitsPerUser() {
        return maxUnitsPerUser;
    }

    /** How long a command waits for what others hold. */
    public Duration commandTimeout() {
        return commandTimeout;
    }

    /** Connections to the database. */
    public int poolSize() {
        return poolSize;
    }

    /** How often the server sweeps; empty for never. */
    public Optional<Duration> sweepInterval() {
        return sweepInterval;
    }

    /** When the schema is brought up to date. */
    public MigrationMode migrationMode() {
        return migrationMode;
    }

    /** Who may read the metrics. */
    public MetricsAccess metricsAccess() {
        return metricsAccess;
    }

    /** How logs look. */
    public LogFormat logFormat() {
        return logFormat;
    }

    /** What is logged at least. */
    public LogLevel logLevel() {
        return logLevel;
    }

    /** The address of Redis; empty when there is none. */
    public Optional<RedisAddress> redis() {
        return redis;
    }

    /** A value and where it came from. */
    public Value value(Variable variable) {
        return values.get(variable);
    }

    /** What a person should know and a program need not stop for. */
    public List<String> warnings() {
        return values.warnings();
    }
}
