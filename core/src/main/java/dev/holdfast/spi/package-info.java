/** What a host can hand to Holdfast: start at {@link dev.holdfast.spi.HoldfastListener}. */
@NullMarked
package dev.holdfast.spi;

import org.jspecify.annotations.NullMarked;
