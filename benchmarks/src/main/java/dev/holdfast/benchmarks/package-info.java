/** Load runs that put the library beside the best SQL written by hand. Start with {@link dev.holdfast.benchmarks.Main}. */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
