package dev.holdfast.cart;

import java.util.Locale;

/** The status of a cart. An open cart is closed once, by checkout or deletion, and never reopened. */
public enum CartStatus {
    /** The cart can be changed and checked out. */
    OPEN,
    /** The cart became an order. */
    CHECKED_OUT,
    /** The cart was deleted, and holds nothing. */
    DELETED;

    /** Returns the name in the API and the database: the constant's name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CartStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
