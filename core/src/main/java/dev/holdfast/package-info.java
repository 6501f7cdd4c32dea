/** Stock reservations, explainable prices and checkout: start at {@link dev.holdfast.Holdfast}. */
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
