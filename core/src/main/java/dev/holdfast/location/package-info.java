/** Places where stock lies: start at {@link dev.holdfast.location.Locations}. */
@NullMarked
package dev.holdfast.location;

import org.jspecify.annotations.NullMarked;
