/** How commands write their results: start at {@link dev.holdfast.cli.output.OutputOptions}. */
@NullMarked
package dev.holdfast.cli.output;

import org.jspecify.annotations.NullMarked;
