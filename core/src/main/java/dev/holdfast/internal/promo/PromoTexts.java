package dev.holdfast.internal.promo;

import java.util.Locale;

/** Promo codes as they are compared. */
public final class PromoTexts {
    private PromoTexts() {}

    /**
     * The key of a code, which all its spellings share: trimmed and in lower case, as the database computes it. Stored
     * codes consist of ASCII characters, so only those are converted.
     */
    public static String key(String typed) {
        int from = 0;
        int to = typed.length();
        while (from < to && typed.charAt(from) == ' ') {
            from++;
        }
        while (to > from && typed.charAt(to - 1) == ' ') {
            to--;
        }
        String code = typed.substring(from, to);
        return code.chars().allMatch(c -> c < 128) ? code.toLowerCase(Locale.ROOT) : code;
    }
}
