/** The tables of products and variants. Start at {@link dev.holdfast.internal.catalog.ProductSql}. */
@NullMarked
package dev.holdfast.internal.catalog;

import org.jspecify.annotations.NullMarked;
