package dev.holdfast.order;

import java.util.Locale;

/** The condition of units that came back. */
public enum ItemCondition {
    /** They go back into stock. */
    SELLABLE,

    /** They are written down, and do not go back into stock. */
    DAMAGED;

    /** The condition as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The condition with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ItemCondition of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
