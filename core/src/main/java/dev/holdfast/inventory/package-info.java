/** Stock and its ledger: start at {@link dev.holdfast.inventory.Inventory}. */
@NullMarked
package dev.holdfast.inventory;

import org.jspecify.annotations.NullMarked;
