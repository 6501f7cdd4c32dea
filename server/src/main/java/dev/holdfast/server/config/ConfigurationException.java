package dev.holdfast.server.config;

/** A value given from outside cannot be used; the message names the variable, the value (unless secret) and why. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * A variable with a wrong value.
     *
     * @param variable its name, or the name of the file when a line of it is wrong
     * @param shownValue the value as it may be shown
     * @param reason what is wrong, completing "PORT: "x" ..."
     */
    public ConfigurationException(String variable, String shownValue, String reason) {
        super(variable + ": \"" + shownValue + "\" " + reason);
        this.variable = variable;
    }

    ConfigurationException(String variable, String message) {
        super(variable + ": " + message);
        this.variable = variable;
    }

    /** The name of the variable. */
    public String variable() {
        return variable;
    }
}
