/** The program {@code holdfast}: start at {@link dev.holdfast.cli.Main}. */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
