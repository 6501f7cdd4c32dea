package dev.holdfast.pricing.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares promo codes regardless of letter case and surrounding white space. */
public final class PromoKeys {
    private PromoKeys() {}

    /** The key that all spellings of a code share. It does not depend on the default locale. */
    public static String key(String code) {
        return code.strip().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Codes by their keys, in the given order; of several spellings the first one is kept. */
    public static Map<String, String> byKey(List<String> codes) {
        if (codes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> byKey = new LinkedHashMap<>();
        codes.forEach(code -> byKey.putIfAbsent(key(code), code));
        return byKey;
    }
}
