/** Authentication of requests. Start at {@link dev.holdfast.server.access.Bearer}. */
@NullMarked
package dev.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
