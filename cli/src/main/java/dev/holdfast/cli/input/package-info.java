/** How commands read their arguments and files: start at {@link dev.holdfast.cli.input.References}. */
@NullMarked
package dev.holdfast.cli.input;

import org.jspecify.annotations.NullMarked;
