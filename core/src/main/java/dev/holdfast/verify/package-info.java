/** Consistency checks of a shop, at any time: start at {@link dev.holdfast.verify.Verifier}. */
@NullMarked
package dev.holdfast.verify;

import org.jspecify.annotations.NullMarked;
