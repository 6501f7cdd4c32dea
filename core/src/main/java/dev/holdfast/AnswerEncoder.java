package dev.holdfast;

/**
 * Encodes the outcome of a command as text, which is stored in the command's own transaction.
 *
 * @param <T> the result of the command
 * @see Holdfast#idempotent
 */
public interface AnswerEncoder<T> {
    /** Encodes the result of an accepted command. */
    String accepted(T result);

    /** Encodes a refusal that a repeated request must get again. */
    String refused(HoldfastException refusal);
}
