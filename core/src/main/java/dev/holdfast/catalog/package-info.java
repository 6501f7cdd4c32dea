/** Products and their variants: start at {@link dev.holdfast.catalog.Catalog}. */
@NullMarked
package dev.holdfast.catalog;

import org.jspecify.annotations.NullMarked;
