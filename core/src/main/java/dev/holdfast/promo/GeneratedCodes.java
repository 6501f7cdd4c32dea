package dev.holdfast.promo;

/**
 * Promo codes to generate: each is a prefix followed by random letters and digits that are hard to guess and are not
 * mistaken for each other.
 *
 * @param count the number of codes, 1 to {@value dev.holdfast.Limits#PROMO_CODES_ADDED}
 * @param prefix the start of each code, such as {@code SPRING-}; can be empty
 * @param length the letters and digits after the prefix, {@value #MIN_LENGTH} to {@value #MAX_LENGTH}
 */
public record GeneratedCodes(int count, String prefix, int length) {
    /** The fewest letters and digits. */
    public static final int MIN_LENGTH = 8;

    /** The most letters and digits. */
    public static final int MAX_LENGTH = 32;

    /** The default length: among 100,000 such codes, one guess in eight billion is right. */
    public static final int DEFAULT_LENGTH = 10;
}
