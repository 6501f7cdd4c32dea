package dev.holdfast.server.config;

import dev.holdfast.pricing.PricingPolicy;
import dev.holdfast.server.config.Value.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a process is told from outside: by the environment, else by the file {@code .env} in the working directory, else
 * by defaults. An empty value counts as none. Everything is read and checked at once, by {@link #load}. Immutable.
 *
 * @see Variable
 */
public final class Configuration {
    /** The file that is read beside the environment. */
    public static final String FILE = ".env";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    private final Map<Variable, Value> values = new EnumMap<>(Variable.class);
    private final List<String> warnings;
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
        Map<String, String> file = EnvironmentFile.read(directory.resolve(FILE));
        for (Variable variable : Variable.values()) {
            values.put(variable, find(variable, environment, file));
        }
        this.directory = directory;
        this.warnings = warningsFor(environment, file);
        this.database = address(Variable.DATABASE_URL, DatabaseAddress::parse);
        this.redis = address(Variable.REDIS_URL, RedisAddress::parse);
        this.port = integer(Variable.PORT, 0, 65_535);
        this.schema = matching(
                Variable.HOLDFAST_SCHEMA, "[a-z_][a-z0-9_]{0,62}", "lower-case letters, digits and underscores");
        this.currency = currencyOf(value(Variable.HOLDFAST_CURRENCY));
        this.reservationTime = duration(Variable.HOLDFAST_RESERVATION_TIME, LONGEST, "");
        this.maxReservationAge = duration(Variable.HOLDFAST_MAX_RESERVATION_AGE, LONGEST, "");
        this.pricingPolicy = policyOf(value(Variable.HOLDFAST_PRICING_POLICY));
        this.maxItemsPerCart = integer(Variable.HOLDFAST_MAX_ITEMS_PER_CART, 1, 500);
        this.commandTimeout = duration(Variable.HOLDFAST_COMMAND_TIMEOUT, LONGEST_TIMEOUT, "");
        this.poolSize = integer(Variable.HOLDFAST_POOL_SIZE, 2, 1_000);
        this.sweepInterval = value(Variable.HOLDFAST_SWEEP_INTERVAL).text().equalsIgnoreCase("off")
                ? Optional.empty()
                : Optional.of(duration(Variable.HOLDFAST_SWEEP_INTERVAL, LONGEST, ", or off"));
        this.migrationMode = oneOf(Variable.HOLDFAST_MIGRATE, MigrationMode.class);
        this.metricsAccess = oneOf(Variable.HOLDFAST_METRICS, MetricsAccess.class);
        this.logFormat = oneOf(Variable.HOLDFAST_LOG_FORMAT, LogFormat.class);
        this.logLevel = oneOf(Variable.HOLDFAST_LOG_LEVEL, LogLevel.class);
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
        return Objects.requireNonNull(values.get(variable));
    }

    /** What a person should know and a program need not stop for. */
    public List<String> warnings() {
        return warnings;
    }

    private static Value find(Variable variable, Map<String, String> environment, Map<String, String> file) {
        String fromEnvironment = environment.getOrDefault(variable.name(), "").strip();
        if (!fromEnvironment.isEmpty()) {
            return new Value(variable, fromEnvironment, Origin.ENVIRONMENT);
        }
        String fromFile = file.getOrDefault(variable.name(), "").strip();
        if (!fromFile.isEmpty()) {
            return new Value(variable, fromFile, Origin.FILE);
        }
        return new Value(variable, variable.defaultValue(), Origin.DEFAULT);
    }

    private static List<String> warningsFor(Map<String, String> environment, Map<String, String> file) {
        Set<String> names = new LinkedHashSet<>(environment.keySet());
        names.addAll(file.keySet());
        List<String> warnings = new ArrayList<>();
        for (String name : names.stream().filter(Variable::isUnknown).sorted().toList()) {
            String meant = Variable.meantBy(name)
                    .map(variable -> "; is " + variable + " meant?")
                    .orElse("");
            warnings.add(name + " is set, and nothing reads it" + meant);
        }
        return List.copyOf(warnings);
    }

    private <T> Optional<T> address(Variable variable, Function<String, T> parse) {
        Value value = value(variable);
        if (!value.isSet()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(value.text()));
        } catch (IllegalArgumentException e) {
            throw value.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static Currency currencyOf(Value value) {
        try {
            return Currency.getInstance(value.text());
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not a currency of ISO 4217, such as EUR");
        }
    }

    private static PricingPolicy policyOf(Value value) {
        try {
            return PricingPolicy.named(value.text());
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not a pricing policy; " + e.getMessage());
        }
    }

    private <E extends Enum<E>> E oneOf(Variable variable, Class<E> words) {
        Value value = value(variable);
        String allowed = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        try {
            return Enum.valueOf(words, value.text().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw value.wrong("is not one of " + allowed);
        }
    }

    private int integer(Variable variable, int least, int most) {
        Value value = value(variable);
        if (!value.text().matches("\\d{1,9}")
                || Integer.parseInt(value.text()) < least
                || Integer.parseInt(value.text()) > most) {
            throw value.wrong("is not a whole number between " + least + " and " + most);
        }
        return Integer.parseInt(value.text());
    }

    private String matching(Variable variable, String pattern, String description) {
        Value value = value(variable);
        if (!value.text().matches(pattern)) {
            throw value.wrong("is not made of " + description);
        }
        return value.text();
    }

    private Duration duration(Variable variable, Duration longest, String otherwise) {
        Value value = value(variable);
        Duration duration = parseDuration(value.text()).orElse(Duration.ZERO);
        if (duration.isNegative() || duration.isZero()) {
            throw value.wrong("is not a length of time such as 90s, 15m, 2h or PT15M" + otherwise);
        }
        if (duration.compareTo(longest) > 0) {
            throw value.wrong("is longer than " + longest.toDays() + (longest.toDays() == 1 ? " day" : " days"));
        }
        return duration;
    }

    /**
     * Reads a length of time such as {@code 90s}, {@code 15m}, {@code 2h} or {@code PT15M}.
     *
     * @return empty when it is none
     */
    public static Optional<Duration> parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            try {
                return Optional.of(Duration.parse(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
        long amount = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                });
    }
}
