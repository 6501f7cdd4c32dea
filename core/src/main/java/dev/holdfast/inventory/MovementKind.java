package dev.holdfast.inventory;

import java.util.Locale;

/** Why a stock counter moved. */
public enum MovementKind {
    /** Units came in. */
    RECEIVED,
    /** Units were found or lost in a count. */
    ADJUSTED,
    /** A cart took hold of units. */
    RESERVED,
    /** A cart let go of units. */
    RELEASED,
    /** Units were taken from a cart whose reservation had ended. */
    EXPIRED,
    /** Units left with an order. */
    SOLD,
    /** Units of an order came back. */
    RETURNED;

    /** The word for it in the API and the database: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this {@linkplain #word() word}. */
    public static MovementKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
