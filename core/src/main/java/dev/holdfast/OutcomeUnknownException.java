package dev.holdfast;

/**
 * The connection was lost during COMMIT, and the database could not tell whether it committed. The command ran once or
 * not at all. Find out with a read, or repeat the command with its idempotency key.
 */
public final class OutcomeUnknownException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public OutcomeUnknownException(String transactionId, Throwable cause) {
        super(
                "outcome_unknown",
                "the connection was lost in the COMMIT of transaction " + transactionId + "; its outcome is unknown",
                cause,
                "transaction_id",
                transactionId);
    }
}
