/** Orders on their way to the database. Start at {@link dev.holdfast.internal.order.NewOrder}. */
@NullMarked
package dev.holdfast.internal.order;

import org.jspecify.annotations.NullMarked;
