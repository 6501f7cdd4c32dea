/**
 * Events: those that have no row elsewhere are written here, and the stream of all of them is read here. Start at {@link
 * dev.holdfast.internal.event.EventStream}.
 */
@NullMarked
package dev.holdfast.internal.event;

import org.jspecify.annotations.NullMarked;
