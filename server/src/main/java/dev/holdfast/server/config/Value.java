package dev.holdfast.server.config;

/**
 * The text of a variable, and where it came from. Immutable.
 *
 * @param variable the variable
 * @param text as it was given; may be secret, so print {@link #shown()} instead; empty for none
 * @param origin where it was given
 */
public record Value(Variable<?> variable, String text, Origin origin) {
    /** Where a value was given. */
    public enum Origin {
        /** In the environment of the process. */
        ENVIRONMENT,
        /** In the file {@code .env} of the working directory. */
        FILE,
        /** In a file of its own, which the environment names. */
        SECRET_FILE,
        /** Nowhere: it is the default. */
        DEFAULT
    }

    /** Whether there is a value. */
    public boolean isSet() {
        return !text.isEmpty();
    }

    /** Whether it is the word {@code off}. */
    boolean isOff() {
        return text.equalsIgnoreCase("off");
    }

    /** The value with stars in place of secrets. */
    public String shown() {
        if (!variable.secret() || text.isEmpty()) {
            return text;
        }
        return variable == Variable.DATABASE_URL || variable == Variable.REDIS_URL ? Secrets.maskAddress(text) : "***";
    }

    /** The exception for a value that cannot be used. */
    public ConfigurationException wrong(String reason) {
        return new ConfigurationException(variable.name(), shown(), reason);
    }

    /** The exception for a value that is required and not set. */
    public ConfigurationException missing(String reason) {
        return new ConfigurationException(variable.name(), "is not set, and " + reason);
    }

    @Override
    public String toString() {
        return variable + "=" + shown() + " (" + origin + ")";
    }
}
