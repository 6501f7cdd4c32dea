/** The command line: start at {@code Main}. */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
