package dev.holdfast.catalog;

import java.util.Locale;

/** The status of a product. It can be changed to any other at any time. */
public enum ProductStatus {
    /** The product is sold. */
    ACTIVE,
    /** The product is not sold yet, or not for now. */
    DRAFT,
    /** The product is no longer sold. */
    ARCHIVED;

    /** Returns the name in the API, in files and in the database: the constant's name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ProductStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
