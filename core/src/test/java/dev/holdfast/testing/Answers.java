package dev.holdfast.testing;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastException;

/** How tests write answers down. */
public final class Answers {
    private Answers() {}

    /** What the result says of itself, or "refused" and the code of the refusal. */
    public static <T> AnswerEncoder<T> text() {
        return new AnswerEncoder<>() {
            @Override
            public String accepted(T result) {
                return String.valueOf(result);
            }

            @Override
            public String refused(HoldfastException refusal) {
                return "refused " + refusal.code();
            }
        };
    }
}
