package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import org.jspecify.annotations.Nullable;

/** Units that were received, found or lost; never zero. */
final class CountUnits extends MoveStock {
    private final MovementKind kind;
    private final int units;
    private final @Nullable String reason;
    private final @Nullable String reference;

    CountUnits(
            StockKey key,
            String location,
            MovementKind kind,
            int units,
            @Nullable String reason,
            @Nullable String reference) {
        super(key, location);
        this.kind = kind;
        this.units = units;
        this.reason = reason;
        this.reference = reference;
    }

    @Override
    boolean opens() {
        return units > 0;
    }

    @Override
    String pointer() {
        return "/quantity";
    }

    @Override
    int units(StockRow stock) {
        return units;
    }

    @Override
    void check(StockRow stock) {
        if ((long) stock.stockQuantity() + units > Limits.STOCK) {
            throw new InvalidInputException(
                    "/quantity",
                    units + " more than the " + stock.stockQuantity() + " on hand exceeds " + Limits.STOCK);
        }
    }

    @Override
    Movement movement(int moved) {
        return Movement.counted(kind.word(), moved, reason, reference);
    }
}
