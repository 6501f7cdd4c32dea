package dev.holdfast.server.config;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.spi.StockAllocator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The configuration of a process, from the environment, otherwise from the file {@code .env} in the working directory,
 * otherwise from defaults. An empty value counts as none. {@link #load} checks all values at once. Immutable.
 *
 * @see Variable
 */
public final class Configuration {
    /** The file that is read in addition to the environment. */
    public static final String FILE = ".env";

    /** The least length of a secret key that other machines can try, in characters. */
    public static final int SHORTEST_SECRET_KEY = 16;

    private static final List<Variable<?>> KEYS =
            List.of(Variable.SECRET_KEY, Variable.SECRET_KEY_PREVIOUS, Variable.HOLDFAST_BUYER_TOKEN_KEYS);

    private final Values values;
    private final Path directory;

    /** When a process migrates the schema by itself. */
    public enum MigrationMode {
        /** The server always does; a command does so only in an embedded database. */
        AUTO,
        /** Always. */
        ALWAYS,
        /** Never; only the command {@code migrate} does. */
        NEVER
    }

    /** Who may read the metrics. */
    public enum MetricsAccess {
        /** Those who send the secret key, or a key with the scope {@code metrics:read}. */
        KEY,
        /** Everybody. */
        PUBLIC,
        /** Nobody. */
        OFF
    }

    /** Which locations the units of an item come from, where several could serve it. */
    public enum Allocation {
        /** {@link StockAllocator#onePlaceFirst}. */
        ONE_PLACE_FIRST,
        /** {@link StockAllocator#fewestPlaces}. */
        FEWEST_PLACES,
        /** {@link StockAllocator#mostStock}. */
        MOST_STOCK;

        StockAllocator allocator() {
            return switch (this) {
                case ONE_PLACE_FIRST -> StockAllocator.onePlaceFirst();
                case FEWEST_PLACES -> StockAllocator.fewestPlaces();
                case MOST_STOCK -> StockAllocator.mostStock();
            };
        }
    }

    /** The format of logs. */
    public enum LogFormat {
        /** A line of text for each message. */
        PLAIN,
        /** A JSON object for each message, on one line. */
        JSON
    }

    /** The least level that is logged. */
    public enum LogLevel {
        /** Everything. */
        DEBUG,
        /** Ordinary events, such as a request. */
        INFO,
        /** Problems that can wait. */
        WARN,
        /** Problems that need attention now. */
        ERROR
    }

    private Configuration(Values values, Path directory) {
        this.values = values;
        this.directory = directory;
    }

    /**
     * Reads and checks all values.
     *
     * @param environment the environment of the process
     * @param directory the directory of {@code .env}, against which a relative data directory is resolved
     * @throws ConfigurationException for the first value that cannot be used
     */
    public static Configuration load(Map<String, String> environment, Path directory) {
        Values values = new Values(environment, EnvironmentFile.read(directory.resolve(FILE)));
        Configuration configuration = new Configuration(values, directory);
        Variable.all().forEach(configuration::get);
        Duration maxAge = configuration.get(Variable.HOLDFAST_MAX_RESERVATION_AGE);
        if (maxAge.compareTo(configuration.get(Variable.HOLDFAST_RESERVATION_TIME)) < 0) {
            throw values.get(Variable.HOLDFAST_MAX_RESERVATION_AGE)
                    .wrong("is less than HOLDFAST_RESERVATION_TIME, "
                            + values.get(Variable.HOLDFAST_RESERVATION_TIME).shown());
        }
        configuration.get(Variable.HOLDFAST_RESERVATION_TIMES).forEach((tier, time) -> {
            if (maxAge.compareTo(time) < 0) {
                throw values.get(Variable.HOLDFAST_MAX_RESERVATION_AGE)
                        .wrong("is less than the time of " + tier + " in HOLDFAST_RESERVATION_TIMES, "
                                + values.get(Variable.HOLDFAST_RESERVATION_TIMES)
                                        .shown());
            }
        });
        if (configuration.get(Variable.SECRET_KEY).isEmpty()
                && configuration.get(Variable.SECRET_KEY_PREVIOUS).isPresent()) {
            throw values.get(Variable.SECRET_KEY_PREVIOUS)
                    .wrong("is set, but there is no SECRET_KEY that comes after it");
        }
        return configuration;
    }

    /** Whether keys of requests are in files of their own, such as {@code SECRET_KEY_FILE}, which may change at any time. */
    public boolean hasKeyFiles() {
        return KEYS.stream().anyMatch(key -> values.get(key).origin() == Value.Origin.SECRET_FILE);
    }

    /**
     * The same configuration, with the keys of requests that their files have now.
     *
     * @throws ConfigurationException if a file cannot be read, or its keys cannot be used
     */
    public Configuration withKeysOfNow() {
        Configuration now = new Configuration(values.readAgain(KEYS), directory);
        KEYS.forEach(now::get);
        return now;
    }

    /**
     * The format of logs, for a process that cannot load its configuration and has to say so.
     *
     * @return {@link LogFormat#PLAIN} if none can be read
     */
    public static LogFormat logFormat(Map<String, String> environment, Path directory) {
        try {
            return Variable.HOLDFAST_LOG_FORMAT.read(
                    new Values(environment, EnvironmentFile.read(directory.resolve(FILE)))
                            .get(Variable.HOLDFAST_LOG_FORMAT));
        } catch (ConfigurationException e) {
            return LogFormat.PLAIN;
        }
    }

    /** The value of a variable. */
    public <T> T get(Variable<T> variable) {
        return variable.read(values.get(variable));
    }

    /** The text of a variable, and where it came from. */
    public Value value(Variable<?> variable) {
        return values.get(variable);
    }

    /** Sets every option of the library on a builder. */
    public void applyTo(HoldfastBuilder builder) {
        Variable.all().forEach(variable -> variable.apply(builder, values.get(variable)));
    }

    /** The secret keys that work, the present one first; empty for none. */
    public List<String> secretKeys() {
        return Stream.of(get(Variable.SECRET_KEY), get(Variable.SECRET_KEY_PREVIOUS))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Checks that the secret keys are too long to be guessed by other machines.
     *
     * @param address what other machines can reach
     * @throws ConfigurationException if one is too short
     */
    public void requireLongSecretKeys(String address) {
        for (Variable<?> key : List.of(Variable.SECRET_KEY, Variable.SECRET_KEY_PREVIOUS)) {
            Value value = values.get(key);
            int length = value.text().length();
            if (value.isSet() && length < SHORTEST_SECRET_KEY) {
                throw value.wrong("has " + length + " characters, which other machines can guess at " + address
                        + ": choose at least " + SHORTEST_SECRET_KEY
                        + " random ones, such as those that openssl rand -hex 32 prints");
            }
        }
    }

    /** The address of the database; empty for the embedded one. */
    public Optional<DatabaseAddress> database() {
        return get(Variable.DATABASE_URL);
    }

    /** The directory of the embedded database, absolute. */
    public Path dataDirectory() {
        return directory.resolve(get(Variable.HOLDFAST_DATA)).toAbsolutePath().normalize();
    }

    /** The schema of the shop. */
    public String schema() {
        return get(Variable.HOLDFAST_SCHEMA);
    }

    /** The currency of products, carts and rules that name none. */
    public Currency currency() {
        return get(Variable.HOLDFAST_CURRENCY);
    }

    /** The address of Redis; empty for none. */
    public Optional<RedisAddress> redis() {
        return get(Variable.REDIS_URL);
    }

    /** Warnings about names that look like variables of this program and are not. */
    public List<String> warnings() {
        return values.warnings();
    }
}
