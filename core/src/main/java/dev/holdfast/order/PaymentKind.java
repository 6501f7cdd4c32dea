package dev.holdfast.order;

import java.util.Locale;

/** What a payment provider reports. */
public enum PaymentKind {
    /** The amount was set aside for the shop. */
    AUTHORIZED,

    /** The amount was taken from the buyer. */
    CAPTURED,

    /** Nothing was, or will be, taken under the reference. */
    FAILED,

    /** The amount was given back to the buyer. */
    REFUNDED;

    /** The kind as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PaymentKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
