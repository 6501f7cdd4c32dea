/** Sweeps, which take away expired reservations: start at {@link dev.holdfast.sweep.Sweeper}. */
@NullMarked
package dev.holdfast.sweep;

import org.jspecify.annotations.NullMarked;
