/** Checkout sessions: their rows, as loaded, decided and written. Not part of the API. */
@NullMarked
package dev.holdfast.internal.checkout;

import org.jspecify.annotations.NullMarked;
