package dev.holdfast;

import java.util.List;
import java.util.stream.Collectors;

/** One or more values cannot be accepted whatever the state of the shop. Names all of them, not the first. */
public final class InvalidInputException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * One value that cannot be accepted.
     *
     * @param pointer where it stands, as a JSON pointer in the words of the API, such as {@code /discount/percent}
     * @param detail what is wrong with it, naming the value
     */
    public record Error(String pointer, String detail) {}

    private final transient List<Error> errors;

    /** Several errors; the list must not be empty. */
    public InvalidInputException(List<Error> errors) {
        super(
                "validation_failed",
                errors.stream()
                        .map(error -> error.pointer().isEmpty()
                                ? error.detail()
                                : error.pointer().substring(1).replace('/', '.') + ": " + error.detail())
                        .collect(Collectors.joining("; ")),
                null);
        this.errors = List.copyOf(errors);
    }

    /** One error. */
    public InvalidInputException(String pointer, String detail) {
        this(List.of(new Error(pointer, detail)));
    }

    /** All that is wrong, never empty. */
    public List<Error> errors() {
        return errors;
    }
}
