/** Breaks the rules of the house, so that these can be seen to look. */
@NullMarked
package dev.holdfast.planted.internal.cart;

import org.jspecify.annotations.NullMarked;
