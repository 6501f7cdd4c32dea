package dev.holdfast.cli.products;

import java.util.Locale;

/** The column layout of a file. */
public enum Layout {
    /** Holdfast's own. */
    HOLDFAST,
    /** That of Shopify's product export. */
    SHOPIFY,
    /** That of Shopify's inventory export, which has a line for each variant and location. */
    SHOPIFY_INVENTORY;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
