package dev.holdfast.cart;

import java.util.Locale;

/** Where a cart is in its life; it only goes forward. */
public enum CartStatus {
    /** It can be changed and checked out. */
    OPEN,
    /** It became an order. */
    CHECKED_OUT,
    /** It was given up, and holds nothing. */
    DELETED;

    /** The word for it in the API and the database: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status with this {@linkplain #word() word}. */
    public static CartStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
