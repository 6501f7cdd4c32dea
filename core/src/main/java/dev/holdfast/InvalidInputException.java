package dev.holdfast;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** One or more values are not valid, whatever the state of the shop. Lists all of them, not only the first. */
public final class InvalidInputException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_IN_MESSAGE = 20;

    /**
     * One value that is not valid.
     *
     * @param pointer its place, as a JSON pointer with the field names of the HTTP API, such as {@code
     *     /discount/percent}; empty for the input as a whole
     * @param detail the problem, with the value
     */
    public record Error(String pointer, String detail) implements Serializable {}

    private final Error[] errors;

    /** Reports several errors; the list must not be empty. */
    public InvalidInputException(List<Error> errors) {
        super(
                "validation_failed",
                errors.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(error -> error.pointer().isEmpty()
                                ? error.detail()
                                : error.pointer().substring(1).replace('/', '.') + ": " + error.detail())
                        .collect(Collectors.joining(
                                "; ",
                                "",
                                errors.size() > MOST_IN_MESSAGE
                                        ? "; and " + (errors.size() - MOST_IN_MESSAGE) + " more"
                                        : "")),
                null);
        this.errors = errors.toArray(Error[]::new);
    }

    /** Reports one error. */
    public InvalidInputException(String pointer, String detail) {
        this(List.of(new Error(pointer, detail)));
    }

    /** All errors, never empty. */
    public List<Error> errors() {
        return List.of(errors);
    }
}
