/** Products in CSV files, in Holdfast's own layout and in Shopify's: start at {@link dev.holdfast.cli.products.ProductReader}. */
@NullMarked
package dev.holdfast.cli.products;

import org.jspecify.annotations.NullMarked;
