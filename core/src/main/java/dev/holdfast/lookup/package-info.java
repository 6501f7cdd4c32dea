/** Finds codes by how they begin: start at {@link dev.holdfast.lookup.Lookup}. */
@NullMarked
package dev.holdfast.lookup;

import org.jspecify.annotations.NullMarked;
