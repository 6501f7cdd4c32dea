/** Housekeeping of what expired: start at {@link dev.holdfast.sweep.Sweeper}. */
@NullMarked
package dev.holdfast.sweep;

import org.jspecify.annotations.NullMarked;
