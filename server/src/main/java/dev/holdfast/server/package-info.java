/** A process that serves a shop. Start at {@link dev.holdfast.server.HoldfastServer}. */
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
