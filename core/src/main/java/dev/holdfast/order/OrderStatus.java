package dev.holdfast.order;

import java.util.Locale;

/** The state of an order, which follows from its corrections. */
public enum OrderStatus {
    /** Some units have neither been fulfilled nor cancelled. */
    PLACED,

    /** Nothing is left to fulfil, and the buyer has kept some units. */
    FULFILLED,

    /** Every unit was cancelled. */
    CANCELLED,

    /** Nothing is left to fulfil, and every unit that was fulfilled came back. */
    RETURNED;

    /** The status as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static OrderStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
