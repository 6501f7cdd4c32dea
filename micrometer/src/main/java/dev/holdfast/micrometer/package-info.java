/** The metrics of a shop for Micrometer. Start at {@link dev.holdfast.micrometer.HoldfastMetrics}. */
@NullMarked
package dev.holdfast.micrometer;

import org.jspecify.annotations.NullMarked;
