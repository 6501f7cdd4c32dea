package dev.holdfast.inventory;

import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import org.jspecify.annotations.Nullable;

/** The units on hand, as somebody counted them. */
final class SetStock extends MoveStock {
    private final long variantId;
    private final int quantity;
    private final @Nullable Integer expected;
    private final String reason;
    private final @Nullable String reference;

    SetStock(
            StockKey key,
            String location,
            int quantity,
            @Nullable Integer expected,
            String reason,
            @Nullable String reference) {
        super(key, location);
        this.variantId = key.variantId();
        this.quantity = quantity;
        this.expected = expected;
        this.reason = reason;
        this.reference = reference;
    }

    @Override
    boolean opens() {
        return quantity > 0 && (expected == null || expected == 0);
    }

    @Override
    String pointer() {
        return "/stock_quantity";
    }

    @Override
    int units(StockRow stock) {
        return quantity - stock.stockQuantity();
    }

    @Override
    void check(StockRow stock) {
        if (expected != null && expected != stock.stockQuantity()) {
            throw new StockChangedException(variantId, expected, stock.stockQuantity());
        }
    }

    @Override
    Movement movement(int moved) {
        return Movement.counted(MovementKind.ADJUSTED.word(), moved, reason, reference);
    }
}
