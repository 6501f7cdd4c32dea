/** The HTTP API: start at {@code HoldfastServer}. */
@NullMarked
package dev.holdfast.server;

import org.jspecify.annotations.NullMarked;
