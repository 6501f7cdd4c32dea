package dev.holdfast.internal;

import java.util.List;

/** A cart's promo codes as one text, because arrays of arrays cannot be unnested by rows. */
final class PromoCodes {
    // A code holds no control character, see Inputs.
    private static final String SEPARATOR = "\u001f";

    private PromoCodes() {}

    static String join(List<String> codes) {
        return String.join(SEPARATOR, codes);
    }
}
