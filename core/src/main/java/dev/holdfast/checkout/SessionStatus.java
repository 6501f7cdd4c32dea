package dev.holdfast.checkout;

import java.util.Locale;

/** How far a checkout session has come. */
public enum SessionStatus {
    /** Its items are held and its price is frozen; it can be completed or cancelled. */
    OPEN,

    /** It became an order. */
    COMPLETED,

    /** It was cancelled, or its cart was bought or deleted in another way. Money that comes for it has to be given back. */
    CANCELLED,

    /** Its time is over. It can still be completed, if its units are there. */
    EXPIRED,

    /** It was paid for after its time was over, and units were gone by then. */
    SHORTFALL,

    /** What was paid for units that were gone has been given back. */
    REFUNDED;

    /** The status as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static SessionStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
