package dev.holdfast.server.config;

import dev.holdfast.HoldfastBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is told from outside: by the environment, else by the file {@code .env} in the working directory, else
 * by defaults. An empty value counts as none. Everything is read and checked at once, by {@link #load}. Immutable.
 *
 * @see Variable
 */
public final class Configuration {
    /** The file that is read beside the environment. */
    public static final String FILE = ".env";

    private final Values values;
    private final Path directory;

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

    private Configuration(Values values, Path directory) {
        this.values = values;
        this.directory = directory;
    }

    /**
     * Reads and checks everything.
     *
     * @param environment of the process
     * @param directory where {@code .env} is looked for, and what a relative data directory is relative to
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
        return configuration;
    }

    /** What a variable says. */
    public <T> T get(Variable<T> variable) {
        return variable.read(values.get(variable));
    }

    /** The text of a variable, and where it came from. */
    public Value value(Variable<?> variable) {
        return values.get(variable);
    }

    /** Sets all that a library can be told on its builder. */
    public void applyTo(HoldfastBuilder builder) {
        Variable.all().forEach(variable -> variable.apply(builder, values.get(variable)));
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

    /** The currency of what names none. */
    public Currency currency() {
        return get(Variable.HOLDFAST_CURRENCY);
    }

    /** The address of Redis; empty for none. */
    public Optional<RedisAddress> redis() {
        return get(Variable.REDIS_URL);
    }

    /** The names that look like a variable of this program and are not, as warnings for a person. */
    public List<String> warnings() {
        return values.warnings();
    }
}
