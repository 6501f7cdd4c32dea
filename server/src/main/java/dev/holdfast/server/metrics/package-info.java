/** What a process tells about its work in numbers: start at {@link dev.holdfast.server.metrics.Metrics}. */
@NullMarked
package dev.holdfast.server.metrics;

import org.jspecify.annotations.NullMarked;
