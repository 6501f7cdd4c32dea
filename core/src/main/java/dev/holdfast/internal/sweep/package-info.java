/** The statements of sweeps. Start at {@link dev.holdfast.internal.sweep.SweepSql}. */
@NullMarked
package dev.holdfast.internal.sweep;

import org.jspecify.annotations.NullMarked;
