/** Validation of input. Start at {@link dev.holdfast.internal.input.Validation}. */
@NullMarked
package dev.holdfast.internal.input;

import org.jspecify.annotations.NullMarked;
