package dev.holdfast.catalog;

import java.util.Locale;

/** The order of a list of products; products that are alike in it are in the order of their ids. */
public enum ProductSort {
    /** The first added first. */
    ID(false),
    /** The last added first. */
    ID_DESCENDING(true),
    /** By name, as the database orders text. */
    NAME(false),
    /** By name, the last one first. */
    NAME_DESCENDING(true),
    /** By the time at which they were added. */
    CREATED_AT(false),
    /** By the time at which they were added, the newest first. */
    CREATED_AT_DESCENDING(true),
    /** By the base price in minor units, whatever the currency. */
    BASE_PRICE(false),
    /** By the base price, the highest first. */
    BASE_PRICE_DESCENDING(true);

    private final boolean descending;

    ProductSort(boolean descending) {
        this.descending = descending;
    }

    /** Whether the highest comes first. */
    public boolean isDescending() {
        return descending;
    }

    /** The name of the field that it is about, as in the HTTP API. */
    public String field() {
        return name().replace("_DESCENDING", "").toLowerCase(Locale.ROOT);
    }

    /** Its word in the HTTP API, such as {@code -created_at}. */
    public String word() {
        return (descending ? "-" : "") + field();
    }
}
