/** Breaks rules of the server on purpose; a wire that needs its routes. */
@NullMarked
package dev.holdfast.server.planted.http.wire;

import org.jspecify.annotations.NullMarked;
