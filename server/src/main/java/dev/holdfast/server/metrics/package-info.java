/** The metrics of a process. Start at {@link dev.holdfast.server.metrics.Metrics}. */
@NullMarked
package dev.holdfast.server.metrics;

import org.jspecify.annotations.NullMarked;
