package dev.holdfast.server.config;

/** A variable has a value that cannot be used. The message names the variable, the value (unless secret) and the reason. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String variable;

    /**
     * For a variable with a wrong value.
     *
     * @param variable its name, or the name of the file if one of its lines is wrong
     * @param shownValue the value as it may be shown
     * @param reason the rest of the sentence "PORT: "x" ..."
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
