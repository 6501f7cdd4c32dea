package dev.holdfast.order;

import java.util.Locale;

/** What happened to units of an order. */
public enum CorrectionKind {
    /** They left the order before they were fulfilled. */
    CANCELLATION,

    /** They came back after they were fulfilled. */
    RETURN,

    /** They reached the buyer, or are on their way. */
    FULFILMENT;

    /** The kind as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CorrectionKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
