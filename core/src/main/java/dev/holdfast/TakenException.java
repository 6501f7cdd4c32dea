package dev.holdfast;

/** A name that must be unique belongs to something else; {@link #code()} is {@code sku_taken}, {@code handle_taken} or {@code code_taken}. */
public final class TakenException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services: {@code what} is {@code sku}, {@code handle} or {@code code}. */
    public TakenException(String what, String value) {
        super(what + "_taken", "the " + what + " \"" + value + "\" is taken", null, what, value);
    }
}
