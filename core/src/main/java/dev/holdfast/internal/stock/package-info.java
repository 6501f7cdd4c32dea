/** Stock counters and their ledger. Start at {@link dev.holdfast.internal.stock.StockRow}. */
@NullMarked
package dev.holdfast.internal.stock;

import org.jspecify.annotations.NullMarked;
