package dev.holdfast.model;

/** A refusal of the model. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String code, Object... facts) {
        super(Text.refusal(code, facts), null, false, false);
    }
}
