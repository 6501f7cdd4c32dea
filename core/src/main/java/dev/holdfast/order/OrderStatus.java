package dev.holdfast.order;

import java.util.Locale;

/** Where an order is in its life. */
public enum OrderStatus {
    /** It was placed, and its units have left the stock. */
    PLACED;

    /** The word for it in the API and the database: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this {@linkplain #word() word}. */
    public static OrderStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
