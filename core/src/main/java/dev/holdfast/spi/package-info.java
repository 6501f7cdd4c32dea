/** Interfaces for a host to implement: start at {@link dev.holdfast.spi.HoldfastListener}. */
@NullMarked
package dev.holdfast.spi;

import org.jspecify.annotations.NullMarked;
