/** Orders: start at {@link dev.holdfast.order.Orders}. */
@NullMarked
package dev.holdfast.order;

import org.jspecify.annotations.NullMarked;
