package dev.holdfast;

/** A unique name is taken; the code is {@code sku_taken}, {@code handle_taken}, {@code code_taken} or {@code name_taken}. */
public final class TakenException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param what {@code sku}, {@code handle}, {@code code} or {@code name}
     * @param value the name that is taken
     */
    public TakenException(String what, String value) {
        this(what, what, value);
    }

    /** For Holdfast's own services: the same, with the value as a fact of another name. */
    public TakenException(String what, String fact, String value) {
        super(what + "_taken", "the " + what + " \"" + value + "\" is taken", null, fact, value);
    }
}
