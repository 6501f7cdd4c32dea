package dev.holdfast.cli.products;

import java.util.Locale;

/** Whose columns a file has. */
public enum Layout {
    /** Holdfast's own. */
    HOLDFAST,
    /** Those of the product export of Shopify. */
    SHOPIFY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
