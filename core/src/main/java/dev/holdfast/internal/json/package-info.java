/** Reads and writes JSON. No other package depends on Jackson. */
@NullMarked
package dev.holdfast.internal.json;

import org.jspecify.annotations.NullMarked;
