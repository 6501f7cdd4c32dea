/** Wakes those who wait for events. Start at {@link dev.holdfast.server.feed.EventFeed}. */
@NullMarked
package dev.holdfast.server.feed;

import org.jspecify.annotations.NullMarked;
