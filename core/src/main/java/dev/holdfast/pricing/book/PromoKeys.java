package dev.holdfast.pricing.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Promo codes as buyers type them: without regard to case and to blanks around them. */
public final class PromoKeys {
    private PromoKeys() {}

    /** What two spellings of one code have in common, whatever the default locale is. */
    public static String key(String code) {
        return code.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** The codes as typed by their keys, in the order given; the first spelling of each counts. */
    public static Map<String, String> byKey(List<String> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> byKey = new LinkedHashMap<>();
        codes.forEach(code -> byKey.putIfAbsent(key(code), code));
        return byKey;
    }
}
