package dev.holdfast;

/** Something that a call refers to does not exist; the code says what, such as {@code variant_not_found}. */
public final class NotFoundException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param kind what was looked for, such as {@code variant}
     * @param fact the name of its identifier, such as {@code variant_id}
     * @param id its identifier
     */
    public NotFoundException(String kind, String fact, Object id) {
        super(kind + "_not_found", "there is no " + kind.replace('_', ' ') + " " + id, null, fact, id);
    }

    /**
     * For callers who were given a text that cannot be an identifier, so that no fact repeats it.
     *
     * @param kind what was looked for, such as {@code variant}
     * @param text what stands in the place of its identifier
     */
    public NotFoundException(String kind, String text) {
        super(kind + "_not_found", "there is no " + kind.replace('_', ' ') + " " + text, null);
    }
}
