package dev.holdfast.pricing.rule;

/** What became of a rule that was looked at. */
public enum Outcome {
    /** It took its amount off. */
    APPLIED,
    /** It took off less than it would have: a limit of its own, or nothing was left. */
    CAPPED,
    /** It met its conditions, and took off nothing. */
    NO_EFFECT,
    /** A condition was not met. */
    NOT_APPLICABLE,
    /** It would have applied, and another rule stood in its way. */
    SUPPRESSED
}
