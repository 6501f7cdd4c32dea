package dev.holdfast;

/**
 * The connection was lost while the transaction was being committed, and the database could not be asked what became
 * of it. The command ran once or not at all. Ask with a read, or repeat it under the idempotency key that it had.
 */
public final class OutcomeUnknownException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public OutcomeUnknownException(String transactionId, Throwable cause) {
        super(
                "outcome_unknown",
                "the connection was lost in COMMIT of transaction " + transactionId + ", and its fate is not known",
                cause,
                "transaction_id",
                transactionId);
    }
}
