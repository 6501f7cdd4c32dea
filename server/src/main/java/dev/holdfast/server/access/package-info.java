/** Who may send requests: start at {@link dev.holdfast.server.access.Bearer}. */
@NullMarked
package dev.holdfast.server.access;

import org.jspecify.annotations.NullMarked;
