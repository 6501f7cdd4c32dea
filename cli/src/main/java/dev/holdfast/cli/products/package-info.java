/** Products in CSV files, of Holdfast's own and of Shopify: start at {@link dev.holdfast.cli.products.ProductReader}. */
@NullMarked
package dev.holdfast.cli.products;

import org.jspecify.annotations.NullMarked;
