package dev.holdfast.internal.promo;

import java.util.Locale;

/** Promo codes as they are compared. */
public final class PromoTexts {
    private PromoTexts() {}

    /**
     * What the spellings of a stored code have in common, as the database reckons it: such codes are made of ASCII, so
     * no other letters need to be folded.
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
