package dev.holdfast.order;

import java.util.Locale;

/** The state of an order. */
public enum OrderStatus {
    /** It was placed, and its units have left the stock. */
    PLACED;

    /** The status as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is no such status
     */
    public static OrderStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
