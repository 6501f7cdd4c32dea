package dev.holdfast.inventory;

import dev.holdfast.ConflictException;

/** Other than the expected units are on hand. Nothing was changed. */
public final class StockChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    public StockChangedException(long variantId, int expected, int stockQuantity) {
        super(
                "stock_changed",
                "variant " + variantId + ": " + stockQuantity + " on hand, not " + expected,
                null,
                "variant_id",
                variantId,
                "expected_stock_quantity",
                expected,
                "stock_quantity",
                stockQuantity);
    }
}
