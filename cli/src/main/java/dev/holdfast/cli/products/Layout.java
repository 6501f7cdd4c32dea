package dev.holdfast.cli.products;

import java.util.Locale;

/** The column layout of a file. */
public enum Layout {
    /** Holdfast's own. */
    HOLDFAST,
    /** That of Shopify's product export. */
    SHOPIFY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
