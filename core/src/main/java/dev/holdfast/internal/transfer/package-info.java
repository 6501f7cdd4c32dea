/** Transfers between locations. */
@NullMarked
package dev.holdfast.internal.transfer;

import org.jspecify.annotations.NullMarked;
