/** Sweeping from the command line: start at {@link dev.holdfast.cli.sweep.SweepWatch}. */
@NullMarked
package dev.holdfast.cli.sweep;

import org.jspecify.annotations.NullMarked;
