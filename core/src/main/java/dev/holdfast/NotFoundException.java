package dev.holdfast;

/** What a call refers to does not exist; {@link #code()} says what: {@code variant_not_found}, {@code cart_not_found}. */
public final class NotFoundException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param kind what was looked for: {@code product}, {@code variant}, {@code cart}, {@code item}, {@code order}, {@code rule}
     * @param fact the name of its identifier, such as {@code variant_id}
     * @param id what was asked for
     */
    public NotFoundException(String kind, String fact, Object id) {
        super(kind + "_not_found", "there is no " + kind + " " + id, null, fact, id);
    }
}
