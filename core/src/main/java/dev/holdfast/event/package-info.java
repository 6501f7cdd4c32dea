/** What happened in the shop, as a stream that misses nothing. Start at {@link dev.holdfast.event.Events}. */
@NullMarked
package dev.holdfast.event;

import org.jspecify.annotations.NullMarked;
