package dev.holdfast;

/** Writes an outcome down, so that it can be kept in the transaction that has it as its effect. */
public interface AnswerEncoder<T> {
    /** The answer for a command that was accepted. */
    String accepted(T result);

    /** The answer for a command that was refused, in a way that repeating it later must not change. */
    String refused(HoldfastException refusal);
}
