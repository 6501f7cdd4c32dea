package dev.holdfast;

/** What is to be changed is not, or no longer, as its caller expects. Nothing was changed. */
public final class PreconditionFailedException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /**
     * For Holdfast's own services.
     *
     * @param kind what is to be changed, such as {@code cart}
     * @param fact the name of the fact that says which
     */
    public PreconditionFailedException(String kind, String fact, Object id) {
        super("precondition_failed", kind + " " + id + " is not as expected", null, fact, id);
    }
}
