/** Interfaces that a host may implement: start at {@link dev.holdfast.spi.HoldfastListener}. */
@NullMarked
package dev.holdfast.spi;

import org.jspecify.annotations.NullMarked;
