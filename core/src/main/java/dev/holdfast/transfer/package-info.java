/** Stock that moves between locations: start at {@link dev.holdfast.transfer.Transfers}. */
@NullMarked
package dev.holdfast.transfer;

import org.jspecify.annotations.NullMarked;
