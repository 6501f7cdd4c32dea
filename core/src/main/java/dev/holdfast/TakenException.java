package dev.holdfast;

/** A name that must be unique belongs to something else; {@link #code()} is {@code sku_taken}, {@code handle_taken} or {@code code_taken}. */
public final class TakenException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services: {@code what} is {@code sku} or {@code handle}. */
    public TakenException(String what, String value) {
        this(what, what, value);
    }

    /** For Holdfast's own services: the same, with the value as a fact of another name. */
    public TakenException(String what, String fact, String value) {
        super(what + "_taken", "the " + what + " \"" + value + "\" is taken", null, fact, value);
    }
}
