package dev.holdfast.promo;

/**
 * Promo codes to be made up: a prefix, and letters and digits that nobody can guess or mistake for each other.
 *
 * @param count how many, 1 to {@value dev.holdfast.Limits#PROMO_CODES_ADDED}
 * @param prefix what each begins with, such as {@code SPRING-}; may be empty
 * @param length letters and digits after the prefix, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
 */
public record GeneratedCodes(int count, String prefix, int length) {
    /** The fewest letters and digits. */
    public static final int MIN_LENGTH = 8;

    /** The most letters and digits. */
    public static final int MAX_LENGTH = 32;

    /** What a code has unless asked otherwise: of 100,000 such codes one guess in eight billion finds one. */
    public static final int DEFAULT_LENGTH = 10;
}
