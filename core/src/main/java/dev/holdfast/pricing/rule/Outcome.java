package dev.holdfast.pricing.rule;

/** What a rule did to an item, a charge or the order. */
public enum Outcome {
    /** It took its full amount off. */
    APPLIED,
    /** It took less off than it would have, because a limit was reached or nothing was left. */
    CAPPED,
    /** It met its conditions but took nothing off. */
    NO_EFFECT,
    /** A condition was not met. */
    NOT_APPLICABLE,
    /** It would have applied, but another rule prevented it. */
    SUPPRESSED
}
